/* The page for an absent database: look every five seconds whether it is back, then show what was asked for. */
async function look() {
  try {
    const answer = await fetch(location.href, { method: "GET", cache: "no-store" });
    if (answer.status !== 503) location.reload();
  } catch {
    // The server itself is away; the next look may find it.
  }
}
setInterval(look, 5000);
