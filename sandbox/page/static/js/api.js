/** The wire: what the page asks the sandbox and the stage for, and the stream of what is new. */

/** A refusal. `code` is a key under `refusals` in the words; `more` fills it in. */
export class Refusal extends Error {
  constructor(code, more = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

async function ask(path, body) {
  let answer;
  try {
    const content = body instanceof Blob ? body : JSON.stringify(body);
    const response = await fetch(path, { method: "POST", headers: { "X-Refusals": "plain" }, body: content });
    answer = await response.json();
  } catch {
    throw new Refusal("gone");
  }
  if (answer.ok) return answer.result;
  throw new Refusal(answer.more ? answer.error : "other", answer.more ?? { text: answer.error });
}

/** Drive the sandbox: `POST /sandbox/NAME`, see docs/sandbox.md. A Blob is a body that is JSON already. */
export const drive = (name, body = {}) => ask(`/sandbox/${name}`, body);

/** Ask the stage: `POST /stage/NAME`. */
export const stage = (name, body = {}) => ask(`/stage/${name}`, body);

/** Where the bytes of a file of a chat are. */
export const fileUrl = (key) => `/sandbox/file/${encodeURIComponent(key)}`;

/** Listen to all changes past `after`. The browser connects again by itself, from where it was. */
export function listen(after, { hello, change, online }) {
  const source = new EventSource(`/sandbox/events?after=${after}`);
  source.addEventListener("hello", (event) => hello(JSON.parse(event.data)));
  source.addEventListener("message", (event) => change(JSON.parse(event.data)));
  source.addEventListener("open", () => online(true));
  source.addEventListener("error", () => online(false));
  return () => source.close();
}
