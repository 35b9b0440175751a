// Emoji by name: the workspace's own table first, then the everyday ones.

import { h } from "./dom.js";
import { state } from "./state.js";

const EVERYDAY = {
  mega: "📣", bulb: "💡", bug: "🐛", moneybag: "💰", door: "🚪", crossed_swords: "⚔️", sparkling_heart: "💖", scroll: "📜",
  ice_cube: "🧊", thumbsup: "👍", thumbsdown: "👎", heart: "❤️", tada: "🎉", eyes: "👀", white_check_mark: "✅", x: "❌",
  raised_hands: "🙌", clap: "👏", fire: "🔥", rocket: "🚀", joy: "😂", smile: "😄", slightly_smiling_face: "🙂", wink: "😉",
  thinking_face: "🤔", sweat_smile: "😅", cry: "😢", confused: "😕", pray: "🙏", wave: "👋", ok_hand: "👌", muscle: "💪",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", sunrise: "🌅", sunny: "☀️", coffee: "☕", memo: "📝",
  pencil2: "✏️", pushpin: "📌", link: "🔗", mag: "🔍", bar_chart: "📊", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", warning: "⚠️", question: "❓", exclamation: "❗", grey_question: "❔", speech_balloon: "💬",
  lock: "🔒", unlock: "🔓", key: "🔑", bell: "🔔", no_bell: "🔕", calendar: "📅", date: "📅", package: "📦", gear: "⚙️",
  hammer_and_wrench: "🛠️", star: "⭐", sparkles: "✨", zap: "⚡", "100": "💯", books: "📚", open_book: "📖", newspaper: "📰",
  inbox_tray: "📥", outbox_tray: "📤", email: "✉️", telephone_receiver: "📞", busts_in_silhouette: "👥", bust_in_silhouette: "👤",
  robot_face: "🤖", snowflake: "❄️", seedling: "🌱", herb: "🌿", balloon: "🎈", gift: "🎁", trophy: "🏆", dart: "🎯",
  triangular_flag_on_post: "🚩", checkered_flag: "🏁", construction: "🚧", no_entry: "⛔", no_entry_sign: "🚫", information_source: "ℹ️",
  recycle: "♻️", arrow_right: "➡️", arrow_up: "⬆️", arrow_down: "⬇️", small_red_triangle: "🔺", small_red_triangle_down: "🔻",
  red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_yellow_circle: "🟡", white_circle: "⚪", black_circle: "⚫",
  handshake: "🤝", shrug: "🤷", facepalm: "🤦", nerd_face: "🤓", sob: "😭", grin: "😁", laughing: "😆", heart_eyes: "😍",
  face_with_monocle: "🧐", ghost: "👻", pizza: "🍕", cake: "🍰", beers: "🍻", dog: "🐶", cat: "🐱", whale: "🐳", snail: "🐌",
};
const ALIASES = { "+1": "thumbsup", "-1": "thumbsdown", loudspeaker: "mega", bookmark_tabs: "memo", ship: "rocket" };

/** Those a product team marks messages with; the picker puts them first. */
export const TAGGING = [
  ["mega", "Customer signal"], ["bulb", "Request"], ["bug", "Problem"], ["moneybag", "Deal blocker"], ["door", "Churn risk"],
  ["crossed_swords", "Competitor"], ["sparkling_heart", "Praise"], ["scroll", "Decision"], ["ice_cube", "Iceboxed decision"],
];

const bare = (name) => String(name).replace(/::skin-tone-\d$/, "").replace(/^:|:$/g, "");

export function emojiFor(name) {
  const key = bare(name);
  const known = state.emoji[key] || EVERYDAY[key] || EVERYDAY[ALIASES[key]];
  return known && !known.startsWith("alias:") && !known.startsWith("http") ? known : undefined;
}

export function emojiNode(name, unicode) {
  const drawn = emojiFor(name) || (unicode && fromCodepoints(unicode));
  if (!drawn) return document.createTextNode(`:${bare(name)}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": `:${bare(name)}:`, title: `:${bare(name)}:` }, drawn);
}

function fromCodepoints(text) {
  const points = text.split("-").map((part) => parseInt(part, 16));
  return points.some(Number.isNaN) ? undefined : String.fromCodePoint(...points);
}

export function emojiNames(every) {
  const tagging = TAGGING.map(([name]) => name);
  const rest = new Set(every ? [...Object.keys(EVERYDAY), ...Object.keys(state.emoji)] : Object.keys(EVERYDAY));
  for (const name of tagging) rest.delete(name);
  return [...tagging, ...[...rest].filter((name) => emojiFor(name))];
}
