/* Every page's behaviours; each module looks for its own attributes and does nothing without them. */
import { start as theme } from "./theme.js";
import { start as menus } from "./menus.js";
import { start as dialogs } from "./dialogs.js";
import { start as sending } from "./sending.js";
import { start as guard } from "./guard.js";
import { start as swap } from "./swap.js";
import { start as forms } from "./forms.js";
import { start as tables } from "./tables.js";
import { start as grids } from "./grid.js";

theme();
menus();
dialogs();
sending();
guard();
swap();
forms(document);
tables(document);
grids(document);

// Pieces that htmx brings in get the same behaviours.
document.addEventListener("htmx:load", (event) => {
  forms(event.detail.elt);
  tables(event.detail.elt);
  grids(event.detail.elt);
});
