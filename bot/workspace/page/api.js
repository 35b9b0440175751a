// The workspace server, one function a route. A refusal becomes an Error with the server's sentence.

import { state } from "./state.js";

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The local workspace does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `The workspace answered ${response.status}.`);
  if (body.error) throw new Error(body.error);
  return body;
}

function get(route, params = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ as: state.me, ...params })) if (value) query.set(key, value);
  return call(`/client/${route}?${query}`);
}

const post = (route, body = {}) =>
  call(`/client/${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as: state.me, ...body }),
  });

export const api = {
  boot: () => get("boot"),
  history: (channel, thread_ts) => get("history", { channel, thread_ts }),
  dms: () => get("dms"),
  home: () => get("home"),
  unread: () => get("unread"),
  post: (message) => post("post", message),
  edit: (channel, ts, text) => post("edit", { channel, ts, text }),
  remove: (channel, ts) => post("delete", { channel, ts }),
  react: (channel, ts, name, remove) => post("react", { channel, ts, name, remove }),
  command: (channel, command, text) => post("command", { channel, command, text }),
  shortcut: (callback_id, channel, ts) => post("shortcut", { callback_id, channel, ts }),
  action: (body) => post("action", body),
  submit: (view_id, values) => post("submit", { view_id, state: { values } }),
  close: (view_id, cleared) => post("close", { view_id, cleared }),
  dm: () => post("dm"),
  tomorrow: () => post("tomorrow"),
  join: (channel) => post("join", { channel }),
};
