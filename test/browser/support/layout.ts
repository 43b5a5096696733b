import type { Page } from "playwright-core";

/** In the page: what sticks out sideways, of the page or of what is open above it, and buttons or links that lie over each other. */
const look = `(() => {
  const page = document.documentElement;
  const faults = page.scrollWidth > page.clientWidth ? ["the page is " + page.scrollWidth + " wide"] : [];
  const scrolls = (element) => element.closest(".list-scroll, .chosen-acts, .tabs, .nav, .cm-scroller, .scrolls, dialog, [role=dialog]") !== null;
  const shown = [...document.querySelectorAll("main a, main button, main h1, main h2, .top-bar > *")].filter((element) => element.checkVisibility() && !scrolls(element));
  const boxes = shown.map((element) => [element, element.getBoundingClientRect()]);
  for (const [element, box] of boxes) {
    if (box.width > 1 && (box.right > page.clientWidth + 1 || box.left < -1)) faults.push("outside: " + element.textContent.slice(0, 40));
  }
  for (const [index, [one, a]] of boxes.entries()) for (const [other, b] of boxes.slice(index + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 2) faults.push(one.textContent.slice(0, 30) + " lies over " + other.textContent.slice(0, 30));
  }
  for (const open of document.querySelectorAll("[role=dialog], [role=menu]")) {
    const { left, right } = open.getBoundingClientRect();
    if (right > page.clientWidth + 1 || left < -1) faults.push("what is open is outside: " + open.textContent.slice(0, 40));
    for (const part of [open, ...open.querySelectorAll(".dialog-body")])
      if (part.scrollWidth > part.clientWidth + 1) faults.push("what is open is " + part.scrollWidth + " wide inside: " + open.textContent.slice(0, 40));
  }
  return faults;
})()`;

/** What does not fit into the window as wide as it is now. */
export const layoutFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(look);
