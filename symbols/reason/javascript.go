package reason

import "strings"

// javascript gives the reasons that have to do with what was found or stored.
func javascript() []variant {
	return []variant{
		{JavaScript, "NoUrlOrChunkId", NoReference, "This frame had no source url or chunk id", func(*Reason) told {
			return told{
				short:    "nothing to look up",
				sentence: "the frame names neither a file nor a chunk id",
				why:      "The engine gave no http or https address with it, and the SDK no chunk id, so there is nothing to find a source map by. Native code, eval, blobs and files on disk look like that.",
				steps:    []Step{{"where it is code of yours, inject chunk ids: then its next frames carry one", inject().Command}, nothing("a frame can't be given a name afterwards")},
			}
		}},
		{JavaScript, "NoSourceUrl", NoReference, "No source url found", func(*Reason) told {
			return told{
				short:    "nothing to look up",
				sentence: "the frame names no file",
				why:      "The engine gave no address with it, so there is nothing to find a source map by. Only older servers say this.",
				steps:    []Step{{"where it is code of yours, inject chunk ids: then its next frames carry one", inject().Command}, nothing("a frame can't be given a name afterwards")},
			}
		}},
		{JavaScript, "NoSourcemap", NoSymbolSet, "Could not find sourcemap for source url: %s", noMap},
		{JavaScript, "NoSourcemapUploaded", NoSymbolSet, "No sourcemap uploaded for chunk id: %s", noneForChunk},
		{JavaScript, "InvalidSourceMap", InvalidData, "Invalid source map: %s", badMap},
		{JavaScript, "InvalidSourceAndMap", InvalidData, "Invalid Source and Map", func(r *Reason) told {
			return told{
				short:    "pair is invalid",
				sentence: "PostHog could not use the file and its map together",
				why:      "Both could be read, but not be made into the table that PostHog looks places up in. Most often the map is damaged, or belongs to another file.",
				steps:    []Step{checkPair(r.Ref), replacePair(r.Ref)},
			}
		}},
		{JavaScript, "TokenNotFound", SymbolNotFound, "Token not found for frame: %s:%d:%d", func(r *Reason) told {
			return told{
				short:    "map is empty",
				sentence: "the source map maps nothing, so not " + r.arg(1, "?") + ":" + r.arg(2, "?") + " either",
				why:      "PostHog answers every place with the nearest mapping there is. It fails at " + r.arg(0, "a function") + " only because the map has no mappings at all.",
				steps:    []Step{{"look whether the map of your build is empty too", checkMap(r.Ref).Command}, {"build with source maps, and replace the empty one", replacePair(r.Ref).Command}},
			}
		}},
		{JavaScript, "JSDataError", InvalidData, "JSDataError: %s", unreadable(func(r *Reason) Step { return replacePair(r.Ref) })},
	}
}

func noMap(r *Reason) told {
	url := r.ref()
	if len(r.Args) > 0 {
		url = r.Args[0]
	}
	return ofPage(url, told{
		short:    "no map found",
		sentence: "no source map was found for " + file(url, "the file"),
		why: "PostHog fetched the file. It came without a SourceMap header, no line of it begins with //# sourceMappingURL=, and asking for the same address with .map added gave nothing. " +
			"The build ran without source maps, or kept them from being published.",
		steps: []Step{uploadPair(r.ref()), inject(), refetch("or publish the map beside the file", r.ref())},
	})
}

func noneForChunk(r *Reason) told {
	id := r.arg(0, "?")
	return told{
		short:    "none uploaded",
		sentence: "no symbol set was uploaded for chunk id " + id,
		why: "The file carries this id since its build, but the project has no symbol set of that name. The upload failed or never ended, went to another project, or was of another build. " +
			"PostHog also deletes sets that nothing needed for about 30 days.",
		steps: []Step{uploadBuild(), uploadPair(r.ref())},
	}
}

// badMap explains a map that PostHog's parser refused; its messages are those
// of the sourcemap and serde_json crates.
func badMap(r *Reason) told {
	message := r.arg(0, "nothing more")
	t := told{
		short:    "map is invalid",
		sentence: "what PostHog got for the source map is not a valid one",
		why:      "PostHog says: " + message + ".",
	}
	fetched := !r.uploaded()
	switch {
	case strings.HasSuffix(message, "line 1 column 0"):
		t.short, t.sentence = "map is empty", "what PostHog got for the source map is empty"
	case strings.HasSuffix(message, "line 1 column 1") && fetched:
		t.short, t.sentence = "not a map", "what PostHog got for the source map is something else, most likely a web page"
		t.why += " The map's address is answered with something that is no JSON. Servers of single-page apps answer so for every file they don't have, with index.html, and PostHog takes any 2xx for a map."
	case strings.HasSuffix(message, "line 1 column 1"):
		t.short, t.sentence = "not a map", "what was uploaded as the source map is something else"
	case strings.Contains(message, "EOF while parsing"):
		t.short, t.sentence = "map is cut off", "the source map that PostHog got ends too early"
	case strings.Contains(message, "vlq") || strings.Contains(message, "bad reference"):
		t.sentence = "the mappings of the source map are damaged"
	case fetched:
		t.why += " Most often the address of the map is answered with a web page: servers of single-page apps send index.html with 200 for every file they don't have."
	}
	if !fetched {
		t.steps = []Step{checkMap(r.Ref), replacePair(r.Ref)}
		return t
	}
	t.steps = []Step{uploadPair(r.Ref), checkMap(r.Ref), refetch("or let the server send the map, or 404 where there is none", r.Ref)}
	return ofPage(r.Ref, t)
}

// uploaded reports whether the symbol set was uploaded rather than fetched: it
// is not known by a URL.
func (r *Reason) uploaded() bool { return r.Ref != "" && parseURL(r.Ref) == nil }
