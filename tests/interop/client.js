// SPDX-License-Identifier: MIT
// A client of a gs server in plain JavaScript: MessagePack-RPC over a Unix socket.
const net = require("node:net");
const { encode, decodeMultiStream } = require("@msgpack/msgpack");

class Client {
	constructor(path) {
		this.socket = net.connect(path);
		this.waiting = new Map();
		this.last = 0;
		this.heard = [];
		this.read();
	}

	async read() {
		for await (const [type, ...rest] of decodeMultiStream(this.socket)) {
			if (type !== 1) {
				this.heard.push(rest); // a notification: its method, its parameters
				continue;
			}
			const [msgid, error, result] = rest;
			const { done, failed } = this.waiting.get(msgid);
			this.waiting.delete(msgid);
			if (error)
				failed(error); // [name, text] or [name, text, fields]
			else
				done(result);
		}
	}

	call(method, params) {
		const msgid = ++this.last;
		this.socket.write(encode([0, msgid, method, params]));
		return new Promise((done, failed) => this.waiting.set(msgid, { done, failed }));
	}

	notify(method, params) {
		this.socket.write(encode([2, method, params]));
	}
}

module.exports = { Client };
