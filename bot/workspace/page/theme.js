/* Light or dark: the system's choice until the person makes their own, which is kept. */

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const apply = () => {
  root.dataset.theme = localStorage.getItem("theme") ?? (system.matches ? "dark" : "light");
};

/** Goes to the other one and remembers it. */
export function toggleTheme() {
  localStorage.setItem("theme", root.dataset.theme === "dark" ? "light" : "dark");
  apply();
}

system.addEventListener("change", apply);
apply();
