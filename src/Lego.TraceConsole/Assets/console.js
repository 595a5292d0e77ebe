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

  // A map that is larger than its window shows where requests come in.
  const map = document.querySelector(".map");
  const entry = map && map.querySelector(".node");
  if (entry) {
    map.scrollTop = entry.getBoundingClientRect().top - map.getBoundingClientRect().top - map.clientHeight / 2;
  }

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
  const inUse = () => document.hidden || live.querySelector(".chosen") || live.contains(document.activeElement) || !getSelection().isCollapsed;

  // What was opened stays open, and what was scrolled stays where it is.
  const show = (fresh) => {
    const open = [...live.querySelectorAll("details[open][id]")].map((details) => details.id);
    const scrolled = live.querySelector(".map");
    const [left, top] = [scrolled?.scrollLeft, scrolled?.scrollTop];
    live.replaceChildren(...fresh.childNodes);
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    live.querySelector(".map")?.scrollTo({ left, top, behavior: "instant" });
  };

  const refresh = async () => {
    if (auto.checked && !inUse()) {
      try {
        const answer = await fetch(live.dataset.source || location.href, { cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = answer.ok && (live.dataset.source ? page.body : page.getElementById("live"));
        if (fresh && !inUse()) {
          show(fresh);
          const feed = page.querySelector(".feed");
          if (feed) {
            document.querySelector(".feed").replaceWith(feed);
          }
        }
      } catch {
        // The console was stopped or is starting again: the next round will tell.
      }
    }
    setTimeout(refresh, every);
  };
  setTimeout(refresh, every);
})();
