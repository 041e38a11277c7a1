package reason

import "fmt"

func hermes() []variant {
	upload := func(*Reason) Step {
		return Step{"upload the maps of the build that was shipped", "posthog-cli hermes upload --directory dist"}
	}
	return []variant{
		{Hermes, "NoChunkId", NoReference, "No chunk id sent with frame", func(*Reason) told {
			return told{
				short:    "no chunk id",
				sentence: "the frame carries no chunk id",
				why:      "Frames of React Native are looked up by a chunk id alone, and the bundle was built without one.",
				steps:    []Step{{Do: "build with PostHog's Metro plugin or posthog-cli hermes inject: the next frames carry an id"}, nothing("a frame can't be given an id afterwards")},
			}
		}},
		{Hermes, "NoSourcemapUploaded", NoSymbolSet, "No sourcemap uploaded for chunk id: %s", func(r *Reason) told {
			t := noneForChunk(r)
			t.steps = []Step{upload(r)}
			return t
		}},
		{Hermes, "InvalidMap", InvalidData, "Invalid map: %s", func(r *Reason) told {
			return told{
				short:    "map is invalid",
				sentence: "the map that was uploaded is not one of Hermes",
				why:      fmt.Sprintf("PostHog says: %s. It needs the map that React Native composes of Metro's and Hermes's, with x_hermes_function_offsets in it; either of the two alone won't do.", r.arg(0, "nothing more")),
				steps:    []Step{upload(r)},
			}
		}},
		{Hermes, "NoTokenForColumn", SymbolNotFound, "No token for column %d on chunk %s", func(r *Reason) told {
			return told{
				short:    "not in the map",
				sentence: fmt.Sprintf("the map of chunk %s has nothing for address %s", r.arg(1, "?"), r.arg(0, "?")),
				why:      "Columns of Hermes are addresses in the bytecode. One that the map does not know means that the map was made of another build than the app that threw.",
				steps:    []Step{upload(r)},
			}
		}},
		{Hermes, "DataError", InvalidData, "Data error: %s", unreadable(upload)},
	}
}

func proguard() []variant {
	upload := func(r *Reason) Step {
		id := r.Ref
		if id == "" && r.Code == "MissingMap" {
			id = r.ref()
		}
		return Step{"upload the mapping file of the build that was shipped", "posthog-cli proguard upload --path mapping.txt --map-id " + Quote(id, "ID")}
	}
	simple := func(code string, class Class, text string, t told) variant {
		return variant{Proguard, code, class, text, func(r *Reason) told {
			if t.steps == nil {
				t.steps = []Step{upload(r)}
			}
			return t
		}}
	}
	return []variant{
		simple("NoMapId", NoReference, "No map ID sent with frame", told{
			short: "no map id", sentence: "the frame carries no map id",
			why:   "Frames of Android are looked up by the id that PostHog's Gradle plugin puts into the app. This app was built without it.",
			steps: []Step{{Do: "build with PostHog's Gradle plugin: the next frames carry an id"}, nothing("a frame can't be given an id afterwards")},
		}),
		simple("NoModuleProvided", NoReference, "No module provided", told{
			short: "no class name", sentence: "the frame names no class",
			why:   "A mapping is looked up by class and method, and this frame came without a class.",
			steps: []Step{nothing("its class was not captured")},
		}),
		{Proguard, "MissingMap", NoSymbolSet, "No proguard map uploaded for id: %s", func(r *Reason) told {
			return told{
				short: "none uploaded", sentence: "no mapping was uploaded for map id " + r.arg(0, "?"),
				why:   "The app carries this id since its build, but the project has no symbol set of that name.",
				steps: []Step{upload(r)},
			}
		}},
		simple("InvalidMapping", InvalidData, "Invalid mapping", told{
			short: "mapping is invalid", sentence: "the mapping that was uploaded can't be read",
			why: "It is not the mapping.txt of ProGuard or R8, or it is damaged.",
		}),
		simple("NoOriginalFrames", SymbolNotFound, "No original frames could be derived from this raw frame", told{
			short: "not in the mapping", sentence: "the mapping has nothing for this frame's method and line",
			why: "The class is known, the place is not. Most often the mapping is of another build of the app.",
		}),
		simple("MissingClass", SymbolNotFound, "No class matched", told{
			short: "class not found", sentence: "the mapping does not know the frame's class",
			why: "Classes of the system and of libraries that were left alone are not in it. If it is one of yours, the mapping is of another build of the app.",
		}),
		simple("InvalidClass", InvalidData, "Invalid class format", told{
			short: "bad class name", sentence: "the frame's class is not spelled as one",
			why:   "PostHog expects a name with its package, such as com.example.App.",
			steps: []Step{nothing("it was captured like that")},
		}),
		{Proguard, "DataError", InvalidData, "Data error: %s", unreadable(upload)},
	}
}
