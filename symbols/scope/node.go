package scope

import "slices"

// Kind is what a function is.
type Kind uint8

const (
	_           Kind = iota
	Function         // declared, or an expression
	Arrow            // with =>
	Method           // of a class or an object; a constructor too
	Getter           // of either
	Setter           // of either
	StaticBlock      // of a class
	Field            // a class field's value: engines run it as a function of its own

	// What follows is no function, but functions are named after it.
	classNode
	objectNode
	callNode
	arrayNode
)

func (k Kind) function() bool { return k >= Function && k <= Field }

// A span is a part of the file, in bytes.
type span struct{ start, end int32 }

// A use is what becomes of an expression.
type use struct {
	role role
	at   int32 // see the roles
	in   int32 // the frame that it is part of, where the role has one
}

type role uint8

const (
	dropped  role = iota // nothing that gives a name
	assigned             // at: where the target ends
	key                  // at: where the key begins; in: the object or class
	argument             // at: its index; in: the call
	item                 // in: the array
	result               // returned
	exported             // as a module's default
)

func (r role) inside() bool { return r == key || r == argument || r == item }

// A node is a function or something that a function is named after.
type node struct {
	kind       Kind
	role       role
	static     bool
	gen        bool  // a generator
	called     bool  // where it stands: (() => {…})()
	start, end int32 // a call: start is where its first argument ends
	open       int32 // where the body begins; a call: the index of the argument label
	at         int32 // of the role
	parent     int32 // the node it is part of, or -1
	name       span  // its own name or key; a call: end is where what is called ends
	label      span  // the string that names it: __name(f, "label"), {key: "label", value: f}
}

// add keeps a node that has a use and gives its index.
func (s *scanner) add(n node, u use) int32 {
	n.role, n.at, n.parent = u.role, u.at, -1
	if u.role.inside() {
		n.parent = s.nodeOf(int(u.in))
	}
	return s.keep(n)
}

// keep keeps a node. It makes room for as many as the rest of the file has if
// it is like what was read, but for no more than three times those that there are.
func (s *scanner) keep(n node) int32 {
	if have := len(s.nodes); have == cap(s.nodes) {
		rest := have * (len(s.src) - s.pos) / max(1, s.pos)
		s.nodes = slices.Grow(s.nodes, min(rest+rest/8, 3*have)+16)
	}
	s.nodes = append(s.nodes, n)
	return int32(len(s.nodes) - 1)
}

// addMember keeps a member of the innermost class or object.
func (s *scanner) addMember(n node) int32 {
	n.parent = s.nodeOf(len(s.stack) - 1)
	return s.keep(n)
}

// nodeOf gives the node of a frame. Calls, objects and arrays become nodes
// only when a function in them asks.
func (s *scanner) nodeOf(i int) int32 {
	var chain []int
	for j := i; s.stack[j].node < 0; j = int(s.stack[j].outer.in) {
		chain = append(chain, j)
		if !s.stack[j].outer.role.inside() {
			break
		}
	}
	for k := len(chain) - 1; k >= 0; k-- {
		f := &s.stack[chain[k]]
		n := node{kind: objectNode, label: f.text}
		switch f.kind {
		case call:
			n.kind, n.start, n.name.end, n.open = callNode, f.first, f.callee, f.where
		case array:
			n.kind = arrayNode
		}
		f.node = s.add(n, f.outer)
	}
	return s.stack[i].node
}
