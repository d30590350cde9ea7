// Serves the gallery pages that the render tests wrote, under the portal's own content security policy.
import { createReadStream, existsSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const pages = path.join(here, "../out/gallery");
const assets = path.join(here, "../../../frontend/dist/web");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml" };
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const fileFor = (url) => path.join(url.startsWith("/static/") ? assets : pages, path.basename(url));

const events = (response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write("event: change\ndata: 1\n\nevent: change\ndata: 2\n\n");
};

const upload = (request, response) => {
  request.resume();
  request.on("end", () => {
    const program = request.headers.accept === "application/json";
    response.writeHead(program ? 200 : 303, program ? { "content-type": "application/json" } : { location: "/form.html" });
    response.end(program ? JSON.stringify({ message: "Toegevoegd, wordt gecontroleerd" }) : "");
  });
};

/** Starts the server on a free port; answers its address and how to stop it. */
export const serve = async () => {
  if (!existsSync(pages)) throw new Error("no gallery: run `cargo test --lib render` first");
  const server = http.createServer((request, response) => {
    if (request.url === "/events") return events(response);
    if (request.method === "POST") return upload(request, response);
    const file = fileFor(new URL(request.url, "http://here").pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)], "content-security-policy": POLICY });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const stop = () => { server.closeAllConnections(); server.close(); };
  return { address: `http://127.0.0.1:${server.address().port}`, stop };
};
