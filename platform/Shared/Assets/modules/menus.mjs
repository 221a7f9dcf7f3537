// Menus are details elements; with scripts they close by Escape and by a click elsewhere, and only one is open.
export function menus() {
  const opened = () => document.querySelectorAll('[data-menu][open]');
  addEventListener('click', event => opened().forEach(menu => { if (!menu.contains(event.target)) menu.open = false; }));
  addEventListener('keydown', event => {
    if (event.key === 'Escape') opened().forEach(menu => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  });
}
