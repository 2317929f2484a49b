// Amazon's bucket is on this machine, and its authority is trusted, for a Node process that requires this file
// first. BENCHMARK_BUCKET_PORT is the port of the bucket, SSL_CERT_FILE the authority's root.

const fs = require("node:fs");
const https = require("node:https");
const Module = require("node:module");
const tls = require("node:tls");

const root = fs.readFileSync(process.env.SSL_CERT_FILE, "utf8");
const port = Number(process.env.BENCHMARK_BUCKET_PORT);

const get = https.get;
https.get = (url, answered) => {
  const address = new URL(url);
  const host = address.hostname;
  const options = { host: "127.0.0.1", port, servername: host, path: address.pathname, ca: root };
  return get({ ...options, headers: { host } }, answered);
};

// The SDK's verifier takes its roots from tls.rootCertificates, which cannot be set.
const trusting = Object.create(tls, { rootCertificates: { value: [root] } });
const load = Module._load;
Module._load = function (name, ...rest) {
  return name === "tls" ? trusting : load.call(this, name, ...rest);
};
