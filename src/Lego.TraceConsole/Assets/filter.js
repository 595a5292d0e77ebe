"use strict";

// Suggestions for the filter box: a list box that the arrow keys go through; Enter and Tab take the chosen one, Escape closes it.
(() => {
  const input = document.getElementById("q");
  const list = document.getElementById("suggestions");

  addEventListener("keydown", (event) => {
    const writing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (input) {
        input.focus();
        input.select();
      } else {
        location.href = "/traces#q";
      }
    }
  });
  if (!input || !list) {
    return;
  }

  if (location.hash === "#q") {
    input.focus();
  }

  let offered = [];
  let chosen = -1;
  let asked = 0;
  let timer = 0;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, position) => item.setAttribute("aria-selected", position === index ? "true" : "false"));
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const show = (suggestions) => {
    offered = suggestions;
    list.replaceChildren(...suggestions.map((suggestion, index) => {
      const item = document.createElement("li");
      const meaning = document.createElement("small");
      item.id = "suggestion-" + index;
      item.setAttribute("role", "option");
      item.append(suggestion.text, meaning);
      meaning.textContent = suggestion.meaning || suggestion.kind.toLowerCase();
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(index);
      });
      return item;
    }));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };

  const ask = async () => {
    const turn = ++asked;
    const query = new URLSearchParams({ text: input.value, caret: input.selectionStart });
    try {
      const answer = await fetch("/api/filter/suggestions?" + query);
      const suggestions = answer.ok ? await answer.json() : [];
      if (turn === asked && document.activeElement === input) {
        show(input.value.trim() === "" ? [] : suggestions);
      }
    } catch {
      show([]);
    }
  };

  const close = () => {
    asked++;
    clearTimeout(timer);
    show([]);
  };

  const take = (index) => {
    const { offset, length, text } = offered[index];
    const before = input.value.slice(0, offset);
    const gap = before !== "" && !/[\s(\[{.,:]$/.test(before) && !/^[\[({]/.test(text) ? " " : "";
    const next = /[(.:{\[]$/.test(text) ? "" : " ";
    input.value = before + gap + text + next + input.value.slice(offset + length).trimStart();
    const caret = (before + gap + text + next).length;
    input.setSelectionRange(caret, caret);
    close();
    ask();
  };

  // What was offered is for the text as it was: with a slow answer, Enter would take a suggestion that no longer fits.
  input.addEventListener("input", () => {
    close();
    timer = setTimeout(ask, 100);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = offered.length;
    if (event.key === "ArrowDown" && count > 0) {
      choose((chosen + 1) % count);
    } else if (event.key === "ArrowDown") {
      ask();
    } else if (event.key === "ArrowUp" && count > 0) {
      choose(chosen <= 0 ? count - 1 : chosen - 1);
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) {
      take(chosen);
    } else if (event.key === "Escape" && count > 0) {
      close();
    } else {
      return;
    }

    event.preventDefault();
  });
})();
