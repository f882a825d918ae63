/* A form goes out here: while no answer comes the page keeps its text and its key, says so and offers to send again. */
import { free, keep } from "./guard.js";

const away = new WeakSet();

function address(form, by) {
  return new URL(by?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href);
}

// Secrets and what opens another window go the browser's own way; htmx sends its own.
function ours(form) {
  const own = form.getAttribute("method")?.toLowerCase() === "post" && !form.target && !form.hasAttribute("hx-post");
  return own && !form.querySelector("[type=password]");
}

async function send(event) {
  const { target: form, submitter: by } = event;
  if (event.defaultPrevented || !ours(form)) return;
  event.preventDefault();
  if (away.has(form)) return;
  away.add(form);
  keep(form);
  hush();
  const again = () => form.requestSubmit(by);
  const sent = { method: "POST", body: new FormData(form, by), headers: { "X-Sent-By": "script" } };
  try {
    const answer = await fetch(address(form, by), sent);
    if (answer.status > 500 && answer.status < 505) throw answer;
    answered(form, answer, await answer.text(), again);
  } catch {
    say("lost", form, again);
  }
  away.delete(form);
}

function answered(form, answer, text, again) {
  const where = answer.headers.get("X-Go-To") ?? (answer.redirected ? answer.url : "");
  if (where) {
    free(form);
    go(new URL(where, location.href));
  } else if (answer.status >= 500) say("broken", form, again);
  else if (answer.status === 409 && !/<html/i.test(text)) say("refused", form, null, text);
  else show(answer, form, text);
}

function go(to) {
  const here = to.pathname + to.search === location.pathname + location.search;
  location.assign(to);
  // Another place of the same page would only be scrolled to.
  if (here && to.hash) location.reload();
}

// The page that answers takes the place of this one, as it does without script.
function show(answer, form, text) {
  free(form);
  const page = new DOMParser().parseFromString(text, "text/html");
  document.title = page.title;
  history.replaceState(null, "", answer.url);
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(0, 0);
  htmx.process(document.body);
  htmx.trigger(document.body, "htmx:load", { elt: document.body });
}

/* One notice at a time, beside what it is about. */
function say(what, at, again, text) {
  hush();
  const words = document.getElementById("unsent").content;
  const said = words.querySelector(`[data-when~="${what}"]`).cloneNode(true);
  if (text) said.append(...new DOMParser().parseFromString(text, "text/html").querySelector(".notice").childNodes);
  const button = said.querySelector("button");
  if (again) button?.addEventListener("click", again);
  else button?.remove();
  const place = at.matches("form") ? at.querySelector(":scope > .actions:last-of-type") : null;
  const shown = document.createElement("div");
  shown.id = "said";
  shown.setAttribute("role", "alert");
  if (place) place.before(shown);
  else if (at.matches("form")) at.append(shown);
  else (at.closest(".field, form") ?? at).after(shown);
  shown.append(said);
  if (again && at.matches("form")) button?.focus();
}

function hush(which = "#said") {
  document.querySelector(which)?.remove();
}

/* What htmx asks in the background. */
const BY_STATUS = { 401: "ended", 403: "token", 500: "broken", 507: "broken" };

function named(status) {
  return BY_STATUS[status] ?? (status >= 400 && status < 500 ? "other" : "lost");
}

function failed(event) {
  // What a person sent matters more than what the page asked by itself.
  if (document.querySelector("#said:not([data-asked])")) return;
  const { elt, xhr, requestConfig } = event.detail;
  const status = xhr?.status ?? 0;
  const text = status === 409 && xhr.responseText.includes('class="notice"') ? xhr.responseText : "";
  const kind = text ? "refused" : named(status);
  const stale = status === 401 || status === 403;
  const again = repeat(elt, requestConfig?.triggeringEvent);
  say(kind, elt, again && (async () => { if (stale) await renew(); again(); }), text);
  if (!elt.matches("form")) document.getElementById("said").dataset.asked = "";
}

// A field is asked about again as soon as one goes on typing; the others need a press.
function repeat(elt, by) {
  if (elt.matches("form")) return () => { hush(); elt.requestSubmit(); };
  if (by?.type === "change") return () => by.target.dispatchEvent(new Event("change", { bubbles: true }));
  if (!elt.getAttribute("hx-trigger")?.startsWith("load")) return null;
  return () => {
    const copy = elt.cloneNode(true);
    elt.replaceWith(copy);
    hush();
    htmx.process(copy);
  };
}

// After signing in again, the token of this page is that of the sign-in before.
async function renew() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

export function start() {
  document.addEventListener("submit", send);
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, failed);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) hush("#said[data-asked]"); });
}
