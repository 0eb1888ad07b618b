// Boxes drawn with the pointer or by keys; without this script two clicks do the same.
"use strict";
const form = document.getElementById("schwaerzen");
const image = form.querySelector("input[type=image]");
if (image) {
  const boxes = form.elements.kaesten;
  const svg = form.querySelector("svg");
  const SMALLEST = 8; // pixels of the scan: less is a click that slipped
  let start = null;
  let drawn = null;
  form.querySelector(".layers").classList.add("fitted"); // places are told by the script then
  const place = (event) => {
    const area = image.getBoundingClientRect();
    const scale = Number(form.dataset.breite) / area.width;
    return [Math.round((event.clientX - area.left) * scale), Math.round((event.clientY - area.top) * scale)];
  };
  const add = (name, kind) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    element.setAttribute("class", kind);
    svg.append(element);
    return element;
  };
  const set = (element, sides) => Object.entries(sides).forEach(([name, value]) => element.setAttribute(name, value));
  const begin = (spot) => {
    start = spot;
    drawn = add("rect", "black");
  };
  const follow = ([x, y]) => {
    const [u, v] = start;
    set(drawn, { x: Math.min(x, u), y: Math.min(y, v), width: Math.abs(x - u), height: Math.abs(y - v) });
  };
  const finish = (end) => {
    const far = Math.abs(end[0] - start[0]) > SMALLEST && Math.abs(end[1] - start[1]) > SMALLEST;
    if (far) boxes.value = [boxes.value, [...start, ...end].join(",")].filter(Boolean).join(";");
    else drawn.remove();
    start = null;
  };
  image.addEventListener("pointerdown", (event) => {
    if (start) drawn.remove(); // begun by keys
    begin(place(event));
    image.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  image.addEventListener("pointermove", (event) => {
    if (start && image.hasPointerCapture(event.pointerId)) follow(place(event));
  });
  image.addEventListener("pointerup", (event) => {
    if (!start) return;
    follow(place(event));
    finish(place(event));
  });
  image.addEventListener("click", (event) => event.preventDefault()); // it is drawn already

  // By keys: arrows move a cross, Enter sets a corner and then the opposite one, Escape gives up.
  const { width, height } = svg.viewBox.baseVal;
  const STEPS = { fine: 200, coarse: 20 }; // across the page: a letter's height, a few lines
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let spot = [Math.round(width / 2), Math.round(height / 2)];
  let cross = null;
  const within = (value, most) => Math.min(most, Math.max(0, value));
  document.getElementById("tasten").hidden = false;
  image.addEventListener("focus", () => {
    if (!image.matches(":focus-visible")) return;
    cross ??= add("path", "cross");
    show();
  });
  image.addEventListener("blur", () => {
    if (start) drawn.remove();
    start = null;
    cross?.remove();
    cross = null;
  });
  function show() {
    const [x, y] = spot;
    const arm = width / 40;
    cross.setAttribute("d", `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`);
    if (start) follow(spot);
    cross.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  image.addEventListener("keydown", (event) => {
    if (!cross || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in MOVES) {
      const step = width / STEPS[event.shiftKey ? "coarse" : "fine"];
      const [right, down] = MOVES[event.key];
      spot = [within(Math.round(spot[0] + right * step), width), within(Math.round(spot[1] + down * step), height)];
    } else if (event.key === "Enter" || event.key === " ") {
      if (start) finish(spot);
      else begin(spot);
    } else if (event.key === "Escape" && start) {
      drawn.remove();
      start = null;
    } else {
      return;
    }
    event.preventDefault();
    show();
  });
}
