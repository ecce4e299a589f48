// The same documents through PouchDB: all up, down to a second base, a hundred edits, nothing.
const fs = require("fs");
const PouchDB = require("pouchdb");

const [address, documents, folder, batch] = process.argv.slice(2);
const EDITS = 100;

async function timed(step) {
  const begun = process.hrtime.bigint();
  const done = await step();
  if (done.errors && done.errors.length) throw new Error("a document was refused");
  return { seconds: Number(process.hrtime.bigint() - begun) / 1e9 };
}

async function asked(line) {
  console.log(line);
  return new Promise((go) => process.stdin.once("data", go));
}

async function main() {
  const docs = JSON.parse(fs.readFileSync(documents, "utf8"));
  const remote = new PouchDB(address);
  const first = new PouchDB(folder + "/first");
  const second = new PouchDB(folder + "/second");
  await first.bulkDocs(docs);
  const options = { batch_size: Number(batch) };
  const found = {};
  const step = async (name, act) => {
    found[name] = await timed(act);
    await asked(JSON.stringify({ step: name }));
  };
  await remote.info();
  await asked(JSON.stringify({ step: "begin" }));
  await step("push", () => first.replicate.to(remote, options));
  await step("pull", () => second.replicate.from(remote, options));
  if ((await second.info()).doc_count !== docs.length) throw new Error("documents are missing");
  for (let number = 0; number < EDITS; number++) {
    const doc = await first.get(docs[Math.floor((number * docs.length) / EDITS)]._id);
    doc.remarks = `Revisado ${number}`;
    await first.put(doc);
  }
  await step("edits", () => first.replicate.to(remote, options));
  await step("nothing", () => first.replicate.to(remote, options));
  console.log(JSON.stringify(found));
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
