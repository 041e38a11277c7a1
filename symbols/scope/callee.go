package scope

import "strings"

// isWrapper reports whether what a function gives goes by the name of the
// function that it is given: const Panel = memo(() => …).
func isWrapper(callee string) bool {
	switch callee {
	case "memo", "forwardRef", "observer", "useCallback", "useEvent", "useEffectEvent", "lazy",
		"debounce", "throttle", "once", "memoize", "cache", "curry", "partial", "bind", "action",
		"defineComponent", "asyncHandler", "catchAsync", "createAsyncThunk", "__name", "PURE":
		return true
	}
	return strings.HasPrefix(callee, "with") || strings.HasPrefix(callee, "wrap")
}

// isHelper tells the helpers of compilers that run a function's body for it.
func isHelper(callee string) bool {
	switch callee {
	case "__awaiter", "__generator", "__async", "__asyncGenerator", "_ts_generator",
		"_asyncToGenerator", "_async_to_generator", "asyncToGenerator",
		"_wrapAsyncGenerator", "_wrap_async_generator", "wrapAsyncGenerator", "mark", "wrap",
		"asyncExecutePromiseGeneratorProgram", "asyncExecutePromiseGeneratorFunction", "createGenerator": // of $jscomp
		return true
	}
	return false
}

// callee gives the last word of what is called.
func (w namer) callee(c *node) string {
	end := spaceStart(w.f.src, int(c.name.end))
	if end > 0 && w.f.src[end-1] == ')' { // (0, r.memo)(…)
		end--
	}
	ps := parts(w.f.src, end)
	if len(ps) == 0 {
		return ""
	}
	last := ps[len(ps)-1]
	return w.spell(last.span, last.property)
}

// constructed reports whether a call has "new" before it.
func (w namer) constructed(c *node) bool {
	ps := parts(w.f.src, int(c.name.end))
	return len(ps) > 0 && wordBefore(w.f.src, int(ps[0].start)) == "new"
}

// defined names what a compiler's helper makes a property of:
// _defineProperty(this, "load", () => …). Minified, the helper is recognized by this.
func (w namer) defined(c *node, at int32) string {
	if at < 2 || c.label.end == 0 || c.open != at-1 {
		return ""
	}
	ps := parts(w.f.src, int(c.start))
	if len(ps) == 1 && w.f.text(ps[0].span) == "this" {
		return join(w.receiver(int(c.start)), w.f.text(c.label))
	}
	switch w.callee(c) {
	case "_defineProperty", "_define_property", "__publicField", "__defNormalProp":
		return join(w.target(c), w.f.text(c.label))
	}
	return ""
}
