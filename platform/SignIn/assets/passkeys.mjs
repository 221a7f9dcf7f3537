// Asks the browser for a passkey, or to make one, when a form marked data-passkey is sent: fetches the challenge, puts
// the answer into the form's hidden field and sends the form as it stands. Everything is judged by the server.
const forms = document.querySelectorAll('form[data-passkey]');

for (const form of forms) {
  form.addEventListener('submit', event => {
    // What may be sent without a passkey is sent as it stands.
    if (event.submitter?.hasAttribute('data-without')) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = 'true';
    answer(form).then(() => form.submit(), error => say(form, error));
  });
}
if (!window.PublicKeyCredential) forms.forEach(form => say(form));

async function answer(form) {
  const asked = await fetch(form.dataset.ask, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' } });
  // Something else is to be mended first: the page says what.
  if (asked.status === 422) return;
  if (!asked.ok) throw new Error(asked.statusText);
  const options = readable(await asked.json());
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: options });
  form.elements.Credential.value = JSON.stringify(written(credential));
}

// A person who closed the browser's own window knows what they did; anything else is said as a failure.
function say(form, error) {
  const place = form.querySelector('[data-passkey-says]');
  place.textContent = error?.name === 'NotAllowedError' ? form.dataset.cancelled : form.dataset.failed;
  place.hidden = false;
  delete form.dataset.busy;
}

// The browser's own reading and writing of these as JSON is too young to lean on.
function readable(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.allowCredentials, options.excludeCredentials]) list?.forEach(one => { one.id = bytes(one.id); });
  return options;
}

function written(credential) {
  const response = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
