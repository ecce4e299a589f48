// PouchDB's own server on LevelDB, as bare as it comes: no accounts, no history kept apart.
const http = require("http");
const express = require("express");
const PouchDB = require("pouchdb").defaults({ prefix: process.argv[2] + "/" });

const app = express();
app.use(
  require("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true }),
);
const server = http.createServer(app);
const sockets = new Set();
server.on("connection", (socket) => sockets.add(socket));
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ address: `http://127.0.0.1:${server.address().port}/docs` }));
});
process.stdin.on("data", () => {
  let up = 0, down = 0;
  for (const socket of sockets) {
    up += socket.bytesRead;
    down += socket.bytesWritten;
  }
  console.log(JSON.stringify({ up, down }));
});
process.stdin.on("end", () => process.exit(0));
