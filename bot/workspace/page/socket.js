// What the server pushes, for as long as one person is played. After a break "resumed" is told.

import { emit } from "./state.js";

const SLOWEST = 8000;
const PATIENCE = 3000;

/** Starts to listen. {ready: when the line is open (or takes too long), stop()} */
export function listen(person) {
  let socket = null;
  let stopped = false;
  let wait = 400;
  let broken = false;
  let opened;
  const ready = new Promise((resolve) => {
    opened = resolve;
    setTimeout(resolve, PATIENCE);
  });
  const connect = () => {
    if (stopped) return;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/client/events?as=${encodeURIComponent(person)}`);
    socket.addEventListener("open", () => {
      wait = 400;
      opened();
      document.documentElement.dataset.live = person;
      if (broken) emit("resumed");
      broken = false;
    });
    socket.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      if (!stopped) emit(`news:${news.type}`, news);
    });
    socket.addEventListener("close", () => {
      if (stopped) return;
      broken = true;
      delete document.documentElement.dataset.live;
      emit("news:status", { connected: false });
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, SLOWEST);
    });
  };
  connect();
  const stop = () => {
    stopped = true;
    socket?.close();
  };
  return { ready, stop };
}
