// What the page knows: the workspace as the server told it, and who is being played. Listeners hear changes by name.

export const state = {
  me: "",
  team: {},
  people: new Map(),
  channels: new Map(),
  unread: {},
  app: {},
  dm: null,
  commands: [],
  shortcuts: [],
  prompts: [],
  welcome: null, // {channel, questions}
  emoji: {},
  connected: false,
  place: null, // {channel} | {app: "home" | "messages"}
};

const listeners = new Map();

export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function emit(name, detail) {
  for (const listener of listeners.get(name) || []) listener(detail);
}

export function fill(boot) {
  state.team = boot.team;
  state.people = new Map(boot.people.map((person) => [person.id, person]));
  state.channels = new Map(boot.channels.map((channel) => [channel.id, channel]));
  state.app = boot.app || {};
  state.commands = boot.commands || [];
  state.shortcuts = boot.shortcuts || [];
  state.prompts = boot.prompts || [];
  state.welcome = boot.welcome || null;
  state.emoji = boot.emoji || {};
  state.connected = Boolean(boot.connected);
}

export const person = (id) => state.people.get(id);
export const me = () => state.people.get(state.me);
export const isHuman = (someone) => !someone.is_bot && !someone.is_app;
export const isMember = (channel) => (channel.members || []).includes(state.me);
export const isStaff = (someone) => isHuman(someone) && !someone.is_guest && !someone.is_external;
