// A page that the test itself writes, on the demo's address, so that it loads the real built files beside it.

import { serveFeed } from "./feed.mjs";

export const SCRIPT = scriptWith("");

/** The script tag with further attributes. */
export function scriptWith(attributes) {
  return `<script type="module" src="/kindred/kindred.js" data-feed="/kindred-feed/feed.json" ${attributes}></script>`;
}

/** What stands between the tags of a unit until there are cards. */
export const FALLBACK = '<p class="fallback"><a href="/">Look around</a></p>';

/**
 * Opens a page with this body. `root` are attributes of its html element, `headers` those of the answer, `search` what
 * stands behind its address; `feed` is served in place of the demo's own.
 */
export async function openSmallPage(
  page,
  { head = "", body, root = 'lang="en"', headers = {}, feed, script = SCRIPT, search = "" },
) {
  if (feed) await serveFeed(page, feed);
  const html = `<!doctype html>
<html ${root}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A small page</title>
${script}${head}</head>
<body>${body}</body>
</html>`;
  const path = "/small-page.html";
  await page.route(
    ({ pathname }) => pathname === path,
    (route) => route.fulfill({ contentType: "text/html; charset=utf-8", headers, body: html }),
  );
  await page.goto(path + search);
}
