// Keys for every decision, and a page that can be moved about; all of it works without, only slower.
"use strict";
const keyed = new Map();
for (const element of document.querySelectorAll("[data-key]")) keyed.set(element.dataset.key.toLowerCase(), element);
const field = document.querySelector("[id^=wert-]");
const paper = document.getElementById("blatt");
const svg = paper && paper.querySelector("svg");
const ZOOM = 1.25; // a step that is seen, and that three of make twice the size

const isTyping = (element) => element.matches("input, select, textarea");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") {
    if (isTyping(event.target)) event.target.blur();
    else document.querySelectorAll("details.keys").forEach((list) => (list.open = false));
    return;
  }
  if (isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "enter" && event.target.matches("a, button, summary")) return;
  const moves = { "+": "in", "-": "out", 0: "fit", r: "turn", w: "words", e: "frame" };
  if (key in moves && paper) {
    move(moves[key]);
  } else if (key === "k" && field) {
    field.focus();
  } else if (keyed.has(key)) {
    const element = keyed.get(key);
    if (element.matches("details")) element.open = !element.open;
    else element.click();
  } else {
    return;
  }
  event.preventDefault();
});

// Enter in a field is "correct", whichever button stands first in the form.
const form = document.getElementById("entscheidung");
const correct = form && form.querySelector("button[value=correct]");
if (correct) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[id^=wert-]")) {
      event.preventDefault();
      correct.click();
    }
  });
}
// Who presses a key twice decides once.
if (form) form.addEventListener("submit", () => setTimeout(() => form.querySelectorAll("button").forEach((b) => (b.disabled = true))));

let scale = 1; // 1: the page is as wide as its frame
let turned = 0;
const paper_size = svg && { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
const TALL = 0.84; // of the window, as the frame is at most (desk.css)

// How much of the width a page takes that is to be seen whole.
function whole() {
  const { width, height } = svg.viewBox.baseVal;
  return Math.min(1, (TALL * window.innerHeight * width) / (paper.clientWidth * height));
}

// Where on the screen the marked place is, or the page where nothing is marked.
function spot() {
  const place = (svg.querySelector("rect.hit") || svg).getBoundingClientRect();
  const frame = paper.getBoundingClientRect();
  return [place.left + place.width / 2 - frame.left, place.top + place.height / 2 - frame.top];
}

function move(what) {
  if (what === "frame") {
    const button = document.querySelector("[data-move=frame]");
    if (button) button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    return;
  }
  if (what === "words") {
    svg.classList.toggle("with-words");
    return;
  }
  const before = spot();
  if (what === "turn") turned = (turned + 90) % 360;
  const { width, height } = paper_size;
  svg.setAttribute("viewBox", turned % 180 ? `0 0 ${height} ${width}` : `0 0 ${width} ${height}`);
  const corner = { 0: "", 90: `translate(${height} 0)`, 180: `translate(${width} ${height})`, 270: `translate(0 ${width})` };
  svg.querySelector("g").setAttribute("transform", `${corner[turned]} rotate(${turned})`);
  if (what === "in") scale *= ZOOM;
  if (what === "out") scale = Math.max(whole(), scale / ZOOM);
  if (what === "fit" || what === "turn") scale = whole();
  svg.style.width = `${100 * scale}%`;
  // What is marked stays where it was on the screen; what was out of sight comes into its middle.
  const is_seen = what !== "turn" && before[0] > 0 && before[1] > 0 && before[0] < paper.clientWidth && before[1] < paper.clientHeight;
  const wanted = is_seen ? before : [paper.clientWidth / 2, paper.clientHeight / 2];
  const after = spot();
  paper.scrollLeft += after[0] - wanted[0];
  paper.scrollTop += after[1] - wanted[1];
}

if (svg) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "g");
  picture.append(...svg.childNodes);
  svg.append(picture);
  document.querySelectorAll(".move").forEach((tools) => (tools.hidden = false));
  document.querySelectorAll(".plain").forEach((tools) => (tools.hidden = true));
  document.querySelectorAll("[data-move]").forEach((button) => button.addEventListener("click", () => move(button.dataset.move)));
  // The page is dragged; with Shift held down, or after the button, a place is framed.
  const SMALLEST = 8; // pixels of the scan: less is a click that slipped
  const button = document.querySelector("[data-move=frame]");
  const told = form && form.elements.kasten;
  const shown = document.getElementById("eingerahmt");
  let from = null;
  let frame = null;
  const place = (event) => {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    const { width, height } = paper_size;
    return [Math.min(width, Math.max(0, Math.round(spot.x))), Math.min(height, Math.max(0, Math.round(spot.y)))];
  };
  const draw = (left, top, right, bottom) => {
    frame?.remove();
    frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    frame.setAttribute("class", "hit asked");
    const sides = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(sides)) frame.setAttribute(name, value);
    picture.append(frame);
    const is_place = right - left >= SMALLEST && bottom - top >= SMALLEST;
    told.value = is_place ? [left, top, right, bottom].join(",") : "";
    shown.hidden = !is_place;
    if (!is_place) return;
    const crop = shown.querySelector("svg");
    crop.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
    crop.replaceChildren(picture.querySelector("image").cloneNode());
  };
  paper.addEventListener("pointerdown", (event) => {
    const is_framing = told && (event.shiftKey || button.getAttribute("aria-pressed") === "true");
    from = { x: event.clientX, y: event.clientY, left: paper.scrollLeft, top: paper.scrollTop, corner: is_framing && place(event) };
    paper.setPointerCapture(event.pointerId);
    event.preventDefault();
    paper.focus({ preventScroll: true }); // else the page moves away below the pointer
  });
  paper.addEventListener("pointermove", (event) => {
    if (!from) return;
    if (!from.corner) {
      paper.scrollLeft = from.left - (event.clientX - from.x);
      paper.scrollTop = from.top - (event.clientY - from.y);
      return;
    }
    const [[x, y], [u, v]] = [from.corner, place(event)];
    draw(Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v));
  });
  paper.addEventListener("pointerup", () => {
    if (from && from.corner && button) button.setAttribute("aria-pressed", false);
    from = null;
  });
  if (told && told.value) draw(...told.value.split(",").map(Number)); // handed in, and asked about once more
}

// What is typed is told as it is taken, by the rules that it will be handed in under.
const PAUSE = 250; // ms: who types on is not talked into
if (form && form.dataset.asks) {
  for (const input of form.querySelectorAll("[data-field]")) {
    const says = document.getElementById(input.getAttribute("aria-describedby"));
    let waiting = 0;
    const ask = async () => {
      const text = input.value;
      const told = new URLSearchParams({ echt: form.elements.echt.value, feld: input.dataset.field, text });
      if (form.dataset.look) told.set("stelle", form.dataset.look);
      const answer = await fetch(form.dataset.asks, { method: "POST", body: told }).catch(() => null);
      if (!answer || !answer.ok || answer.redirected) return; // it will be said when it is handed in
      const said = await answer.json();
      if (input.value !== text) return;
      says.textContent = said.says;
      says.className = `says${said.wrong ? " wrong" : said.odd ? " odd" : said.says ? " good" : ""}`;
      input.setAttribute("aria-invalid", said.wrong);
      if (said.proposals.length) {
        input.list.replaceChildren(...said.proposals.map((value) => Object.assign(document.createElement("option"), { value })));
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
  }
}
