// A button that overrides the system's colour scheme. Without scripts, the system's holds.
"use strict";
(() => {
  const schemes = ["auto", "dark", "light"];
  const root = document.documentElement;

  const stored = () => {
    try {
      return localStorage.getItem("gauntlet-theme") || "auto";
    } catch {
      return "auto"; // Some browsers refuse storage to pages opened as files.
    }
  };

  const apply = (scheme) => {
    root.dataset.theme = scheme;
    try {
      localStorage.setItem("gauntlet-theme", scheme);
    } catch {
      // Then it holds for this page only.
    }
  };

  root.dataset.theme = stored();

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    const label = () => {
      button.textContent = `Theme: ${root.dataset.theme}`;
    };
    button.addEventListener("click", () => {
      apply(schemes[(schemes.indexOf(root.dataset.theme) + 1) % schemes.length]);
      label();
    });
    label();
    document.querySelector(".top nav").append(button);
  });
})();
