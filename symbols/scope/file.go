package scope

import "slices"

// A File is a scanned file. It is safe for concurrent use.
type File struct {
	// Broken says that brackets did not match or nested too deep: the file
	// is no JavaScript, was cut off, or has syntax that Scan misreads. Its
	// functions are still worth something.
	Broken bool

	src     []byte
	scripts []span // where the code is, if markup
	markup  bool
	nodes   []node
	classes []int32 // the classes, earlier ones first
	order   []int32 // the functions, outer ones and earlier ones first
	up      []int32 // for each of order: the index in it of the function around it, or -1
}

// A Func is a function of a file.
type Func struct {
	Kind       Kind
	Start, End int // its bytes in the file; methods begin with their modifiers
}

// nest sorts the functions and finds which is in which.
func (f *File) nest() {
	for i := range f.nodes {
		switch n := &f.nodes[i]; {
		case n.kind == classNode:
			f.classes = append(f.classes, int32(i))
		case n.kind.function() && n.end > n.start:
			f.order = append(f.order, int32(i))
		}
	}
	slices.SortStableFunc(f.order, func(a, b int32) int {
		x, y := &f.nodes[a], &f.nodes[b]
		if x.start != y.start {
			return int(x.start - y.start)
		}
		return int(y.end - x.end)
	})
	f.up = make([]int32, len(f.order))
	top := int32(-1)
	for i, id := range f.order {
		for top >= 0 && f.nodes[f.order[top]].end <= f.nodes[id].start {
			top = f.up[top]
		}
		f.up[i] = top
		top = int32(i)
	}
}

// find gives the innermost function around a byte as an index into order, or -1.
func (f *File) find(offset int) int32 {
	i, _ := slices.BinarySearchFunc(f.order, int32(offset), func(id, off int32) int {
		if f.nodes[id].start <= off {
			return -1
		}
		return 1
	})
	at := int32(i - 1)
	for at >= 0 && int(f.nodes[f.order[at]].end) <= offset {
		at = f.up[at]
	}
	return at
}

// inside gives the innermost function around a byte as a node, or -1.
func (f *File) inside(offset int) int32 {
	if at := f.find(offset); at >= 0 {
		return f.order[at]
	}
	return -1
}

// classAt gives the class that begins at a byte as a node, or -1. It is where
// engines say that a constructor is which nobody wrote.
func (f *File) classAt(offset int) int32 {
	i, ok := slices.BinarySearchFunc(f.classes, int32(offset), func(id, off int32) int {
		return int(f.nodes[id].start - off)
	})
	if !ok {
		return -1
	}
	return f.classes[i]
}

// around gives the function around a function, both as nodes, or -1.
func (f *File) around(id int32) int32 {
	at := f.find(int(f.nodes[id].start))
	for at >= 0 && f.nodes[f.order[at]].start == f.nodes[id].start {
		at = f.up[at]
	}
	if at < 0 {
		return -1
	}
	return f.order[at]
}

// Funcs gives the functions of the file, outer ones and earlier ones first.
func (f *File) Funcs() []Func {
	out := make([]Func, len(f.order))
	for i, id := range f.order {
		out[i] = f.fn(id)
	}
	return out
}

func (f *File) fn(id int32) Func {
	n := &f.nodes[id]
	return Func{Kind: n.kind, Start: int(n.start), End: int(n.end)}
}

// Enclosing gives the functions around a byte, the innermost first; none for
// code outside of functions.
func (f *File) Enclosing(offset int) []Func {
	var out []Func
	for at := f.find(offset); at >= 0; at = f.up[at] {
		out = append(out, f.fn(f.order[at]))
	}
	return out
}
