// What the page does beyond reading: light up a statement wherever it shows, copy, drop files, show progress.
// Everything can be read and done without it.
"use strict";

(function () {
  const text = document.querySelector(".text[data-article]");
  const sheet = document.getElementById("sheet");
  const narrow = window.matchMedia("(max-width: 61.99rem)");

  function having(id) {
    return document.querySelectorAll('[data-s~="' + CSS.escape(id) + '"]');
  }

  function light(id) {
    document.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
    if (!id) { return; }
    having(id).forEach((each) => { if (!each.classList.contains("ref")) { each.classList.add("lit"); } });
  }

  function innermost(target) {
    const owner = target.closest("[data-s]");
    return owner ? owner.dataset.s.split(" ").pop() : "";
  }

  function card(id) {
    return document.querySelector('.card[data-s="' + CSS.escape(id) + '"]');
  }

  function show(id) {
    const found = card(id);
    if (!found) { return; }
    light(id);
    if (narrow.matches && sheet) {
      sheet.replaceChildren(...[...found.childNodes].map((node) => node.cloneNode(true)));
      sheet.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
      sheet.querySelectorAll("button, .cite").forEach((node) => node.remove());
      const close = document.createElement("button");
      close.type = "button";
      close.className = "close";
      close.textContent = "×";
      close.setAttribute("aria-label", "×");
      close.addEventListener("click", hide);
      sheet.prepend(close);
      sheet.hidden = false;
    } else {
      const box = found.closest(".cards");
      if (box && box.scrollHeight > box.clientHeight) { box.scrollTop = found.offsetTop - box.offsetTop - 40; }
    }
  }

  function hide() {
    if (sheet) { sheet.hidden = true; }
    light("");
  }

  if (text) {
    text.addEventListener("click", (event) => {
      const id = innermost(event.target);
      if (!id || !card(id)) { hide(); return; }
      if (event.target.closest("a.ref") && !narrow.matches) { show(id); return; }
      event.preventDefault();
      show(id);
    });
    text.addEventListener("mouseover", (event) => { if (!narrow.matches) { light(innermost(event.target)); } });
    text.addEventListener("focusin", (event) => { if (!narrow.matches) { light(innermost(event.target)); } });
    document.querySelectorAll(".card").forEach((each) => {
      each.addEventListener("mouseenter", () => light(each.dataset.s));
      each.addEventListener("focusin", () => light(each.dataset.s));
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hide(); } });
  }

  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        button.textContent = button.dataset.done || "✓";
      } catch (error) {
        source.hidden = false;
        window.getSelection().selectAllChildren(source);
      }
    });
  });

  const drop = document.querySelector(".drop");
  if (drop) {
    const field = drop.querySelector('input[type="file"]');
    ["dragover", "dragenter"].forEach((name) => drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    }));
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      field.files = event.dataTransfer.files;
      if (field.files.length) { drop.closest("form").requestSubmit(); }
    });
  }

  const job = document.querySelector("[data-job]");
  if (job && job.dataset.state === "running") {
    const timer = window.setInterval(async () => {
      try {
        const answer = await fetch(job.dataset.job + ".json", { cache: "no-store" });
        const told = await answer.json();
        if (told.state !== "running") { window.clearInterval(timer); window.location.reload(); return; }
        const count = document.querySelector("[data-done]");
        if (count) { count.textContent = String(told.done_count); }
      } catch (error) { window.clearInterval(timer); window.location.reload(); }
    }, 700);
  }
})();
