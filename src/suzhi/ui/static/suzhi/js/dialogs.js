/* Native dialogs, and copying a text. */
export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dialog], [data-copy]");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else if (button.dataset.dialog === "close") button.closest("dialog")?.close();
    else document.getElementById(button.dataset.dialog)?.showModal();
  });
}

async function copy(button) {
  const before = button.textContent;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = `✓ ${before}`;
  setTimeout(() => { button.textContent = before; }, 1500);
}
