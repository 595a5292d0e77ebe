"use strict";

// The timeline by keyboard: up and down move, right opens, left closes a row, then folds what is inside of it, then goes to what it is in.
(() => {
  const list = document.querySelector(".rows");
  if (!list) {
    return;
  }

  const items = [...list.children];
  const depthOf = (item) => Number(item.dataset.depth);
  const summaryOf = (item) => item.querySelector("summary");
  const hasInside = (index) => index + 1 < items.length && depthOf(items[index + 1]) > depthOf(items[index]);

  const fold = (item, folded) => {
    item.classList.toggle("collapsed", folded);
    summaryOf(item).setAttribute("aria-description", folded ? "what is inside is folded" : "");
    let hiddenBelow = Infinity;
    for (const other of items) {
      if (depthOf(other) <= hiddenBelow) {
        hiddenBelow = Infinity;
      }

      other.hidden = depthOf(other) > hiddenBelow;
      if (!other.hidden && other.classList.contains("collapsed")) {
        hiddenBelow = depthOf(other);
      }
    }
  };

  const move = (index, step) => {
    let next = index + step;
    while (items[next] && items[next].hidden) {
      next += step;
    }

    if (items[next]) {
      summaryOf(items[next]).focus();
    }
  };

  const left = (index) => {
    const item = items[index];
    const details = item.firstElementChild;
    if (details.open) {
      details.open = false;
    } else if (hasInside(index) && !item.classList.contains("collapsed")) {
      fold(item, true);
    } else {
      const parent = items.slice(0, index).findLast((other) => depthOf(other) < depthOf(item));
      if (parent) {
        summaryOf(parent).focus();
      }
    }
  };

  const right = (index) => {
    if (items[index].classList.contains("collapsed")) {
      fold(items[index], false);
    } else {
      items[index].firstElementChild.open = true;
    }
  };

  const keys = {
    ArrowDown: (index) => move(index, 1),
    ArrowUp: (index) => move(index, -1),
    ArrowLeft: left,
    ArrowRight: right,
    Home: () => move(-1, 1),
    End: () => move(items.length, -1),
  };
  list.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (act && event.target.matches(".row > summary") && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act(items.indexOf(event.target.closest("li")));
    }
  });

  const load = async (row) => {
    const place = row.querySelector(".details[data-source]");
    if (row.open && place) {
      try {
        const answer = await fetch(place.dataset.source);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const details = answer.ok && page.querySelector(".details");
        if (details && place.isConnected) {
          place.replaceWith(details);
        }
      } catch {
        // The link to the details is still there.
      }
    }
  };
  list.addEventListener("toggle", (event) => load(event.target), true);
  list.querySelectorAll("details[open]").forEach(load);
})();
