// Boxes drawn with the pointer; without this script two clicks do the same.
"use strict";
const form = document.getElementById("schwaerzen");
const image = form.querySelector("input[type=image]");
if (image) {
  const boxes = form.elements.kaesten;
  const svg = form.querySelector("svg");
  let start = null;
  let drawn = null;
  form.querySelector(".layers").classList.add("fitted"); // places are told by the script then
  const place = (event) => {
    const area = image.getBoundingClientRect();
    const scale = Number(form.dataset.breite) / area.width;
    return [Math.round((event.clientX - area.left) * scale), Math.round((event.clientY - area.top) * scale)];
  };
  image.addEventListener("pointerdown", (event) => {
    start = place(event);
    drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drawn.setAttribute("class", "black");
    svg.append(drawn);
    image.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  image.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = place(event);
    drawn.setAttribute("x", Math.min(start[0], end[0]));
    drawn.setAttribute("y", Math.min(start[1], end[1]));
    drawn.setAttribute("width", Math.abs(start[0] - end[0]));
    drawn.setAttribute("height", Math.abs(start[1] - end[1]));
  });
  image.addEventListener("pointerup", (event) => {
    const end = place(event);
    const far = Math.abs(end[0] - start[0]) > 8 && Math.abs(end[1] - start[1]) > 8;
    if (far) boxes.value = [boxes.value, [...start, ...end].join(",")].filter(Boolean).join(";");
    else drawn.remove();
    start = null;
  });
  image.addEventListener("click", (event) => {
    if (event.detail) event.preventDefault(); // a pointer has drawn already; Enter still submits
  });
}
