// The frames of a recording: a click or an arrow key changes the frame in place, where the address would jump.
for (const frames of document.querySelectorAll(".frames")) {
  const all = [...frames.children];
  const show = (at, focus) => {
    if (!all[at]) return;
    frames.dataset.at = at;
    all.forEach((frame, index) => frame.classList.toggle("on", index === at));
    history.replaceState(history.state, "", `#${all[at].id}`);
    if (focus) all[at].querySelector(".scrub [aria-current]").focus({ preventScroll: true });
  };
  const shown = () => Math.max(0, all.findIndex((frame) => frame.offsetParent !== null));
  frames.addEventListener("click", (event) => {
    const link = event.target.closest(".scrub a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(all.findIndex((frame) => `#${frame.id}` === link.hash), true);
  });
  frames.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !event.target.closest(".scrub") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    show(shown() + by, true);
  });
}
