/** The one place that names the vendored part. There is no way here to put a string in as HTML, and none is wanted. */
export { html, nothing, render } from "../vendor/lit-html/lit-html.js";
export { repeat } from "../vendor/lit-html/directives/repeat.js";
export { classMap } from "../vendor/lit-html/directives/class-map.js";
export { live } from "../vendor/lit-html/directives/live.js";
export { ref } from "../vendor/lit-html/directives/ref.js";
export { keyed } from "../vendor/lit-html/directives/keyed.js";
export { ifDefined } from "../vendor/lit-html/directives/if-defined.js";
export { guard } from "../vendor/lit-html/directives/guard.js";
