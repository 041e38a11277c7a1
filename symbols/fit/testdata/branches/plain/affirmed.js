function visit(node, out, depth) {
  if (!node) return;
  if (node.hidden) {
    return out.skip(node);
  }
  if (node.kind === "text") {
    out.write(node.text);
  } else {
    out.open(node.name);
  }
  if (!(node.parent instanceof Map)) out.mark(node);
  if (node.attributes && depth > 0) out.list(node.attributes);
  if (node.name == null || !node.kind) throw new TypeError("no name");
  for (const child of node.children) {
    if (child.done) continue;
    if (!out.wants(child)) {
      out.note(child);
    }
    visit(child, out, depth - 1);
  }
  if (depth !== 0) out.close(node.name);
  return out;
}
class Queue {
  constructor(limit) {
    this.limit = limit;
    this.waiting = [];
  }
  push(job) {
    if (this.full()) return false;
    this.waiting.push(job);
    if (this.running) {
      this.start();
    } else if (job.urgent) {
      this.hurry(job);
    }
    return true;
  }
  full() {
    if (!this.limit) {
      return false;
    }
    return this.waiting.length >= this.limit;
  }
  start() {
    while (this.waiting.length > 0) {
      const job = this.waiting.shift();
      if (typeof job.run !== "function") continue;
      if (!(job.run(this) && job.after)) break;
      job.after(this);
    }
    if (this.waiting.length) this.later();
  }
  later() {
    if (!!this.timer) {
      clearTimeout(this.timer);
    }
    if (!this.limit === this.closed) this.open();
    this.timer = setTimeout(() => this.start(), 10);
  }
  hurry(job) {
    let at;
    if (job.before) at = this.waiting.indexOf(job.before);
    else at = 0;
    if (at < 0) {
      console.warn("not there", job);
      at = 0;
    }
    this.waiting.splice(at, 0, job);
  }
}
export {
  Queue,
  visit
};
