/* Light or dark and the size of text: kept in cookies, so that the server draws the next page right at once. */
function apply(name, value) {
  document.documentElement.dataset[name] = value;
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

export function start() {
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-choice] button");
    if (!chosen) return;
    const group = chosen.closest("[data-choice]");
    for (const one of group.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === chosen));
    apply(group.dataset.choice, chosen.value);
  });
}
