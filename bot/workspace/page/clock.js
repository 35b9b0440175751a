// The workspace's own clock (it can be moved to tomorrow morning) and how times are written.

import { state } from "./state.js";

let offset = 0;

export function setClock(now) {
  const moment = Date.parse(now);
  if (!Number.isNaN(moment)) offset = moment - Date.now();
}

export const now = () => new Date(Date.now() + offset);
export const fromTs = (ts) => new Date(Number(ts) * 1000);
const zone = () => state.team.timezone || state.team.tz || "UTC";

const made = new Map();
function format(options, date) {
  const key = JSON.stringify(options) + zone();
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }));
  return made.get(key).format(date);
}

export const timeOf = (date) => format({ hour: "2-digit", minute: "2-digit" }, date);
export const dayKey = (date) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, date);
export const shortMoment = (date) => format({ weekday: "short", day: "numeric", month: "short" }, date) + ", " + timeOf(date);
export const fullMoment = (date) => format({ day: "numeric", month: "long", year: "numeric" }, date) + " at " + timeOf(date);

export function dayName(date) {
  const today = now();
  if (dayKey(date) === dayKey(today)) return "Today";
  if (dayKey(date) === dayKey(new Date(today - 864e5))) return "Yesterday";
  const sameYear = format({ year: "numeric" }, date) === format({ year: "numeric" }, today);
  return format({ weekday: "long", day: "numeric", month: "long", year: sameYear ? undefined : "numeric" }, date);
}

export function ago(date) {
  const minutes = Math.max(0, Math.round((now() - date) / 6e4));
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 1440) return `${Math.round(minutes / 60)} h ago`;
  return dayName(date);
}

const DATE_TOKENS = {
  date: (date) => format({ day: "numeric", month: "long", year: "numeric" }, date),
  date_num: (date) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, date).split("/").reverse().join("-"),
  date_slash: (date) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, date),
  date_short: (date) => format({ day: "numeric", month: "short", year: "numeric" }, date),
  date_long: (date) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, date),
  date_pretty: (date) => dayName(date),
  date_short_pretty: (date) => dayName(date),
  date_long_pretty: (date) => dayName(date),
  day_divider_pretty: (date) => dayName(date),
  time: (date) => timeOf(date),
  time_secs: (date) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, date),
  ago: (date) => ago(date),
};

/** Slack's date format string, e.g. "{date_short} at {time}", for a Unix time in seconds. */
export function writeDate(pattern, seconds, fallback) {
  const date = fromTs(seconds);
  if (Number.isNaN(date.getTime())) return fallback || String(seconds);
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (DATE_TOKENS[name] ? DATE_TOKENS[name](date) : whole));
}
