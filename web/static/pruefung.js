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
  const moves = { "+": "in", "-": "out", 0: "fit", r: "turn", w: "words" };
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

let scale = 1;
let turned = 0;

function move(what) {
  if (what === "in") scale *= ZOOM;
  if (what === "out") scale = Math.max(1, scale / ZOOM);
  if (what === "fit") scale = 1;
  if (what === "turn") turned = (turned + 90) % 360;
  if (what === "words") svg.classList.toggle("with-words");
  const middle = [(paper.scrollLeft + paper.clientWidth / 2) / paper.scrollWidth, (paper.scrollTop + paper.clientHeight / 2) / paper.scrollHeight];
  paper.dataset.turn = turned;
  svg.setAttribute("width", `${Math.round(100 * scale)}%`);
  svg.setAttribute("data-turn", turned);
  const { width, height } = svg.viewBox.baseVal;
  const picture = svg.querySelector("g");
  picture.setAttribute("transform", `rotate(${turned} ${width / 2} ${height / 2})`);
  paper.scrollLeft = middle[0] * paper.scrollWidth - paper.clientWidth / 2;
  paper.scrollTop = middle[1] * paper.scrollHeight - paper.clientHeight / 2;
}

if (svg) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "g");
  picture.append(...svg.childNodes);
  svg.append(picture);
  document.querySelectorAll(".move").forEach((tools) => (tools.hidden = false));
  document.querySelectorAll(".plain").forEach((tools) => (tools.hidden = true));
  document.querySelectorAll("[data-move]").forEach((button) => button.addEventListener("click", () => move(button.dataset.move)));
  // The page is dragged; with Shift held down a place is framed.
  let from = null;
  let frame = null;
  const place = (event) => {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return [Math.max(0, Math.round(spot.x)), Math.max(0, Math.round(spot.y))];
  };
  // What was framed before is there again when the page comes back with a question.
  const framed = form && form.elements.kasten && form.elements.kasten.value.split(",").map(Number);
  if (framed && framed.length === 4) {
    frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    frame.setAttribute("class", "hit asked");
    const [left, top, right, bottom] = framed;
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) frame.setAttribute(name, value);
    picture.append(frame);
  }
  paper.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, left: paper.scrollLeft, top: paper.scrollTop, corner: place(event) };
    if (event.shiftKey) {
      frame?.remove();
      frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      frame.setAttribute("class", "hit asked");
      picture.append(frame);
    }
    paper.setPointerCapture(event.pointerId);
    event.preventDefault();
    paper.focus();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!from) return;
    if (!event.shiftKey) {
      paper.scrollLeft = from.left - (event.clientX - from.x);
      paper.scrollTop = from.top - (event.clientY - from.y);
      return;
    }
    const end = place(event);
    const [left, top] = [Math.min(from.corner[0], end[0]), Math.min(from.corner[1], end[1])];
    const [right, bottom] = [Math.max(from.corner[0], end[0]), Math.max(from.corner[1], end[1])];
    frame.setAttribute("x", left);
    frame.setAttribute("y", top);
    frame.setAttribute("width", right - left);
    frame.setAttribute("height", bottom - top);
    form.elements.kasten.value = [left, top, right, bottom].join(",");
  });
  paper.addEventListener("pointerup", () => (from = null));
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
