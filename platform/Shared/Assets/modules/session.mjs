// Five minutes before the session ends, asks whether to stay. Another tab may have prolonged it: the server knows.
const ahead = 5 * 60_000;

export function session() {
  const box = document.querySelector('dialog[data-ends]');
  if (!box?.showModal) return;
  const left = box.querySelector('[data-session-left]');
  let ends = Date.parse(box.dataset.ends);
  const look = () => {
    const rest = ends - Date.now();
    left.textContent = `${box.dataset.left} ${Math.max(0, Math.ceil(rest / 60_000))}`;
    if (rest < ahead && !box.open) box.showModal();
  };
  box.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch(box.dataset.stay, { headers: { Accept: 'application/json' } });
    // Too late: the page stays as it is, for what was typed in it is given back when it is sent.
    if (answer.ok) ends = Date.parse((await answer.json()).ends);
    else clearInterval(clock);
    box.close();
  });
  const clock = setInterval(look, 30_000);
  document.addEventListener('visibilitychange', look);
}
