/* Light or dark and the size of text: kept in cookies, so that the server draws the next page right at once. */
function apply(name, value) {
  document.documentElement.dataset[name] = value;
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

export function start() {
  for (const group of document.querySelectorAll("[data-choice]")) {
    group.addEventListener("click", (event) => {
      const chosen = event.target.closest("button");
      if (!chosen) return;
      for (const one of group.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === chosen));
      apply(group.dataset.choice, chosen.value);
    });
  }
}
