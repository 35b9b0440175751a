// The top: who is being played, the workspace's clock, tomorrow morning, whether the app is connected.

import { api } from "./api.js";
import { now, setClock, shortMoment } from "./clock.js";
import { byId, h, replace } from "./dom.js";
import { nameOf, personFace } from "./people.js";
import { emit, isHuman, isStaff, me, state } from "./state.js";

export function drawPeople() {
  const people = [...state.people.values()].filter(isHuman).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const groups = [
    ["Staff", people.filter(isStaff)],
    ["Guests", people.filter((someone) => someone.is_guest && !someone.is_external)],
    ["Other companies", people.filter((someone) => someone.is_external)],
  ];
  const select = byId("you");
  replace(select, groups.filter(([, list]) => list.length).map(([label, list]) =>
    h("optgroup", { label }, list.map((someone) => h("option", { value: someone.id }, someone.title ? `${nameOf(someone)} · ${someone.title}` : nameOf(someone))))));
  select.value = state.me;
  replace(byId("you-face"), me() && personFace(me(), "small"));
}

export function drawStatus() {
  const node = byId("status");
  node.className = state.connected ? "status on" : "status off";
  replace(node, h("span", { class: "dot" }), h("span", {}, state.connected ? "App connected" : "App not connected"));
}

export function drawClock() {
  byId("clock").textContent = shortMoment(now());
}

export function startTopbar() {
  byId("you").addEventListener("change", (event) => emit("play", event.target.value));
  byId("tomorrow").addEventListener("click", async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      const answer = await api.tomorrow();
      setClock(answer.now);
      drawClock();
      emit("morning");
    } catch (problem) {
      emit("problem", problem.message);
    } finally {
      button.disabled = false;
    }
  });
  setInterval(drawClock, 5000);
}
