"use strict";

// A range of response times: drag over the bars, or hold Shift and press the arrow keys on one, then Enter; Escape leaves all as it was.
(() => {
  let bars = [];
  let [start, end] = [-1, -1];
  let dragging = false;

  const chosen = () => bars.slice(Math.min(start, end), Math.max(start, end) + 1);

  const condition = () => {
    const [first, last] = [chosen()[0], chosen().at(-1)];
    return "responsetime >= " + first.dataset.from + (last.dataset.to ? " AND responsetime < " + last.dataset.to : "");
  };

  const show = () => {
    const wanted = new Set(chosen());
    bars.forEach((bar) => bar.classList.toggle("chosen", wanted.size > 1 && wanted.has(bar)));
    const output = bars[0]?.closest(".durations").querySelector("output");
    if (output) {
      output.textContent = wanted.size > 1 ? condition() : "";
    }
  };

  const clear = () => {
    [start, end] = [-1, -1];
    dragging = false;
    bars.forEach((bar) => bar.classList.remove("chosen"));
    show();
    bars = [];
  };

  const go = () => {
    const address = new URL(bars[0].closest(".durations").dataset.link, location.href);
    address.searchParams.set("q", address.searchParams.get("q").slice(0, -1) + condition());
    clear();
    location.href = address.href;
  };

  // The list is replaced by each refresh, so the document listens.
  const barAt = (target) => target instanceof Element ? target.closest(".durations[data-link] li") : null;

  const begin = (bar) => {
    clear();
    bars = [...bar.parentElement.children];
    start = end = bars.indexOf(bar);
  };

  addEventListener("dragstart", (event) => barAt(event.target) && event.preventDefault());

  addEventListener("mousedown", (event) => {
    const bar = barAt(event.target);
    if (bar && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      begin(bar);
      dragging = true;
    }
  });

  addEventListener("mousemove", (event) => {
    const place = dragging ? bars.indexOf(barAt(event.target)) : -1;
    if (place >= 0 && place !== end) {
      end = place;
      show();
    }
  });

  addEventListener("mouseup", () => {
    if (dragging && start !== end) {
      go();
    } else if (dragging) {
      clear();
    }
  });

  addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const bar = barAt(event.target);
    if (event.key === "Escape") {
      clear();
    } else if (bar && step && event.shiftKey) {
      event.preventDefault();
      if (!bars.includes(bar)) {
        begin(bar);
      }

      end = Math.max(0, Math.min(bars.length - 1, end + step));
      show();
    } else if (bar && event.key === "Enter" && start !== end) {
      event.preventDefault();
      go();
    }
  });

  addEventListener("focusout", (event) => barAt(event.target) && !dragging && clear());
})();
