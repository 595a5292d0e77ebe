"use strict";

// Everything works without this script; it only refreshes the list and opens the row that a link points to.
(() => {
  const openTarget = () => {
    const row = location.hash.startsWith("#n-") && document.getElementById(location.hash.slice(1));
    if (row) {
      row.open = true;
      row.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  const auto = document.getElementById("auto");
  const live = document.getElementById("live");
  if (!auto || !live) {
    return;
  }

  const every = 2000;
  auto.parentElement.hidden = false;
  auto.checked = localStorage.getItem("auto-refresh") !== "off";
  auto.addEventListener("change", () => localStorage.setItem("auto-refresh", auto.checked ? "on" : "off"));

  // A list that changes under the keyboard or under a selection is worse than one that is two seconds old.
  const inUse = () => document.hidden || live.contains(document.activeElement) || !getSelection().isCollapsed;

  const refresh = async () => {
    if (auto.checked && !inUse()) {
      try {
        const answer = await fetch(location.href, { cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = answer.ok && page.getElementById("live");
        if (fresh && !inUse()) {
          live.replaceChildren(...fresh.childNodes);
          document.querySelector(".feed").replaceWith(page.querySelector(".feed"));
        }
      } catch {
        // The console was stopped or is starting again: the next round will tell.
      }
    }
    setTimeout(refresh, every);
  };
  setTimeout(refresh, every);
})();
