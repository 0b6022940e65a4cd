// SPDX-License-Identifier: MIT
// The client of client.js against shapes.gs; prints TAP.
const { deepStrictEqual: same, ok } = require("node:assert");
const { Client } = require("./client.js");

const client = new Client(process.argv[2]);
const call = (clause, params) => client.call("mirror." + clause, params);
const errorOf = (clause, params) => call(clause, params).catch((error) => error);
const bytes = (...values) => Uint8Array.from(values);
const plain = structuredClone; // a Buffer becomes the Uint8Array that it is

const tests = {
	async positional() {
		const scalars = [true, -5, 2 ** 53 - 1, 0.5, 1e300, 1500, 1e15];
		same(await call("scalars", scalars), scalars);
		const texts = ["h\u00e9llo", bytes(0, 255), 5];
		same(plain(await call("texts", texts)), texts);
		const nested = [[-1, 0.25, 5], [[1, 2, 0], [3, 4, 6]], ["a", ""], null];
		same(await call("nested", nested), nested);
		same(await call("value", [7]), 7000);
		same(await call("nothing", []), null);
	},
	async "by name"() {
		const texts = { s: "", raw: bytes(), color: "green" };
		same(plain(await call("texts", texts)), texts);
		const point = { x: 1, y: 2.5, shade: "blue" };
		const nested = { one: point, many: [point], names: [], maybe: 7 };
		same(await call("nested", nested), nested);
		same(await call("take", { n: 0 }), { left: 0 });
	},
	async unions() {
		const figures = [[0, 2.5], [1, [1, 2, 5]], [2, ["a", ""]], [3, null]];
		for (const figure of figures)
			same(await call("first", [figure]), figure);
		same(await call("draw", [[0, 1], figures, null]), [[0, 1], figures, null]);
		const named = [{ circle: 2.5 }, { corner: { x: 1, y: 2, shade: "red" } },
			{ names: [] }, { nothing: null }];
		for (const figure of named)
			same(await call("first", { figure }), figure);
		const given = { figure: named[0], more: named, maybe: named[3] };
		same(await call("draw", given), given);
		same((await errorOf("draw", [[3, null], [], null]))[2], [[3, null]]);
		for (const wrong of [[4, null], [0], [0, null], {}, { square: 1 }, "nothing"])
			same((await errorOf("first", [wrong]))[0], "bad_request");
	},
	async defaults() {
		same(await call("value", []), 3000);
		same(await call("value", {}), 3000);
		same(await call("nested", [[1, 2], [], []]), [[1, 2, 5], [], [], null]);
	},
	async errors() {
		same(await errorOf("take", [5]), ["short_of", "not enough", [5, 0]]);
		const fields = { need: 5, have: 0 };
		same(await errorOf("take", { n: 5 }), ["short_of", "not enough", fields]);
		const [name, text] = await errorOf("value", { n: 11 });
		same(name, "bad_request");
		ok(text.includes("value.n: 11 is not in 1..10"), text);
		for (const params of [[], {}, ["x"], [-1], [1.5], null])
			same((await errorOf("take", params))[0], "bad_request");
		same((await errorOf("missing", []))[0], "no_clause");
	},
	async casts() {
		client.notify("mirror.add", [5]);
		client.notify("mirror.add", { n: 5 });
		same(await call("add", [1]), null);
		same(await call("take", [11]), [0]);
	},
	async notifications() {
		same(await call("show", [[2, ["a"]]]), null);
		same(await call("show", { figure: { circle: 2.5 } }), null);
		same(client.heard, [["heard.seen", [[2, ["a"]]]], ["heard.seen", [[0, 2.5]]]]);
	},
	async pipelining() {
		const answers = [];
		for (let n = 0; n < 500; n++)
			answers.push(call("value", [1 + n % 10]));
		same(await Promise.all(answers), answers.map((_, n) => 1000 * (1 + n % 10)));
	},
};

(async () => {
	for (const [name, test] of Object.entries(tests)) {
		try {
			await test();
			console.log("ok - JavaScript: " + name);
		} catch (error) {
			process.exitCode = 1;
			console.log("not ok - JavaScript: " + name);
			console.log("# " + String(error.stack || error).replaceAll("\n", "\n# "));
		}
	}
	client.socket.end();
})();
