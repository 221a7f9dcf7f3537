// Tells people who listen to the page what has changed on it.
let voice;

export function say(text) {
  if (!voice) {
    voice = document.createElement('div');
    voice.className = 'e-visually-hidden';
    voice.setAttribute('role', 'status');
    document.body.append(voice);
  }
  // A region that was empty when it appeared is read out only when it changes later.
  setTimeout(() => { voice.textContent = text; }, 50);
}
