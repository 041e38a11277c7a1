package reason

import "fmt"

func apple() []variant {
	return compiled(Apple, "MissingDsym", "dSYM", "was", "has", "No dSYM uploaded for debug_id: %s", "Failed to parse dSYM: %s",
		Step{"upload the dSYM of the build that was shipped", "posthog-cli dsym upload --directory build"})
}

func native() []variant {
	return compiled(Native, "MissingSymbolSet", "debug symbols", "were", "have", "No debug symbols uploaded for debug_id: %s", "Failed to parse debug symbols: %s",
		Step{"upload the debug symbols of the binary that was shipped", "posthog-cli symbol-sets upload --directory build"})
}

// compiled gives the reasons of code that runs without an engine. Apple's and
// the others' are the same, but for names.
func compiled(language Language, missing, noun, was, has, missingText, parseText string, upload Step) []variant {
	steps := []Step{upload}
	fixed := func(code string, class Class, text string, t told) variant {
		return variant{language, code, class, text, func(*Reason) told { return t }}
	}
	return []variant{
		fixed("NoDebugId", NoReference, "No debug_id found for frame", told{
			short: "no debug id", sentence: "the frame carries no debug id",
			why:   "Symbols are looked up by the id of the binary that the address is in, and the SDK sent none with it.",
			steps: []Step{{Do: "build the binary with a build id, and use a current SDK: the next frames carry one"}, nothing("a frame can't be given an id afterwards")},
		}),
		fixed("NoMatchingDebugImage", NoReference, "No matching debug image found for frame", told{
			short: "no image matches", sentence: "none of the binaries that the event lists goes with the frame",
			why:   "The SDK sends which binaries were loaded, and where. The address of this frame is in none of them.",
			steps: []Step{nothing("where the address belongs was not captured")},
		}),
		{language, missing, NoSymbolSet, missingText, func(r *Reason) told {
			return told{
				short: "none uploaded", sentence: fmt.Sprintf("no %s %s uploaded for debug id %s", noun, was, r.arg(0, "?")),
				why:   "The binary carries this id since its build, but the project has no symbol set of that name. Libraries of the system have none either.",
				steps: steps,
			}
		}},
		{language, "InvalidAddress", InvalidData, "Invalid address format: %s", func(r *Reason) told {
			return told{
				short: "bad address", sentence: "the frame's address is not a number: " + r.arg(0, "?"),
				why:   "PostHog expects hexadecimal digits after 0x.",
				steps: []Step{nothing("it was captured like that")},
			}
		}},
		{language, "SymbolNotFound", SymbolNotFound, "Symbol not found at address: %x", func(r *Reason) told {
			return told{
				short: "symbol not found", sentence: fmt.Sprintf("the %s %s nothing at address %s", noun, has, r.arg(0, "?")),
				why:   "Code that a compiler added has no symbol. If it is code of yours, the symbols were stripped before they were uploaded.",
				steps: steps,
			}
		}},
		{language, "ParseError", InvalidData, parseText, func(r *Reason) told {
			return told{
				short: "symbols invalid", sentence: fmt.Sprintf("the %s that %s uploaded can't be read", noun, was),
				why:   fmt.Sprintf("PostHog says: %s.", r.arg(0, "nothing more")),
				steps: steps,
			}
		}},
		{language, "DataError", InvalidData, "Data error: %s", unreadable(func(*Reason) Step { return upload })},
	}
}
