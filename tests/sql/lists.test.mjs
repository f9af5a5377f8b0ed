// The queries that `kindred learn --sql` writes make the same lists file as the command itself, byte for byte.
//
// DuckDB stands for the merchant's warehouse. Logs are made by a die with a fixed seed, so that every run asks the same.

import { DuckDBInstance } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const KINDRED = process.env.KINDRED ?? join(ROOT, "target/debug/kindred");
const RETAIL = join(ROOT, "../shared/data/online-retail/orders-train.csv.gz");

/** Runs the command on logs, then its queries on its cleaned events, and compares the two lists files. */
async function compare(files, options) {
    const folder = mkdtempSync(join(tmpdir(), "kindred-sql-"));
    try {
        for (const [name, text] of Object.entries(files)) {
            writeFileSync(join(folder, name), text);
        }
        const at = (name) => join(folder, name);
        const logs = options.map((option) => (option in files ? at(option) : option));
        const outputs = ["--out", at("lists.jsonl"), "--sql", at("sql"), "--cleaned", at("cleaned.csv")];
        execFileSync(KINDRED, ["learn", ...logs, ...outputs], { stdio: ["ignore", "ignore", "pipe"] });
        const expected = readFileSync(at("lists.jsonl"), "utf8");
        assert.equal(await counted(at("sql"), at("cleaned.csv")), expected);
        return expected;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** The rows of all queries in the order of their names. */
async function counted(queries, cleaned) {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
        `CREATE TABLE kindred_events AS SELECT * FROM read_csv('${cleaned}', header = true, quote = '"', escape = '"',
            columns = {visitor: 'BIGINT', basket: 'BIGINT', moment: 'BIGINT', line_number: 'BIGINT', sku: 'VARCHAR',
                deed: 'VARCHAR'})`,
    );
    let text = "";
    for (const name of readdirSync(queries).sort()) {
        const result = await connection.runAndReadAll(readFileSync(join(queries, name), "utf8"));
        text += result.getRows().map(([line]) => `${line}\n`).join("");
    }
    connection.closeSync();
    instance.closeSync();
    return text;
}

/** Whole numbers below a limit, the same ones for the same seed. */
function dice(seed) {
    let state = seed;
    return (limit) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
}

const HOSTILE = ['quote"d', "back\\slash", "Überzug", "z", "Z", "a,b", "'single'"];

/** Orders and events of a small shop, in which many things happen in the same second. */
function randomLogs(seed) {
    const roll = dice(seed);
    const skus = [...HOSTILE, ...Array.from({ length: 5 + roll(40) }, (_, number) => `P${number}`)];
    const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;
    const favourite = () => skus[Math.min(roll(skus.length), roll(skus.length))];
    const start = Date.UTC(2026, 5, 1);
    const time = (days) => new Date(start + 1000 * roll(days * 86_400)).toISOString().slice(0, 19) + "Z";
    const orders = ["order_id,sku,created_at,quantity,unit_price,customer_id"];
    for (let order = 0; order < 20 + roll(200); order += 1) {
        const at = time(200);
        const customer = roll(30);
        for (let line = 0; line < 1 + roll(9); line += 1) {
            orders.push([`O${order}`, cell(favourite()), at, 1 + line, "2.50", `c${customer}`].join());
        }
    }
    const events = ["event_name,sku,event_timestamp,customer_id,session_id"];
    for (let session = 0; session < 30 + roll(200); session += 1) {
        // Half of the sessions are of the last week, which the shop's lists are made of.
        const begin = Date.parse(roll(2) ? time(200) : new Date(start + (193 * 86_400 + roll(7 * 86_400)) * 1000).toISOString());
        for (let step = 0; step < 1 + roll(12); step += 1) {
            const at = new Date(begin + roll(20) * 60_000).toISOString().slice(0, 19) + "Z";
            const name = roll(4) ? "view_item" : "add_to_cart";
            events.push([name, cell(favourite()), at, `c${roll(30)}`, `s${session}`].join());
        }
    }
    return { "orders.csv": orders.join("\n"), "events.csv": events.join("\n") };
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
    test(`a warehouse comes to the lists of a small shop (${seed})`, async () => {
        const lists = await compare(randomLogs(seed), ["--orders", "orders.csv", "--events", "events.csv"]);
        for (const type of ["viewed-viewed", "viewed-bought", "bought-bought", "most-viewed", "next-item"]) {
            assert.ok(lists.includes(`"type":"${type}"`), `there is no ${type}`);
        }
    });
}

test("a warehouse goes by the settings too", async () => {
    const config = `[learn.lists]
length = 7
until = "2026-12-01"
bought-bought = { window-days = 90, half-life-days = 0, reach = 3, rise-days = 0, prior = 0 }
most-purchased = { window-days = 200, half-life-days = 30, length = 7 }
view-to-cart = { window-days = 100, prior = 3 }
trending = { hours = 240, background-hours = 720, min-sessions = 1 }
`;
    const files = { ...randomLogs(7), "kindred.toml": config };
    const options = ["--config", "kindred.toml", "--orders", "orders.csv", "--events", "events.csv"];
    const lists = await compare(files, options);
    assert.ok(lists.includes('"learned":"2026-12-01"'));
});

const skip = !existsSync(RETAIL) && "../shared/data/online-retail is not here";

test("a warehouse comes to the lists of real orders", { skip }, async () => {
    await compare({}, ["--config", join(ROOT, "crates/cli/tests/fixtures/online-retail.toml"), "--orders", RETAIL]);
});
