// Package keep changes symbol sets without losing what was there.
//
// PostHog replaces no file in one step: from the start of an upload to its end
// the set has none that is used, and if the upload breaks off it looks healthy
// and stays unused for ever. So a [Keeper] downloads what is there and keeps
// it, writes down what is about to happen before the server is touched, and
// when an upload fails tries it again and then puts the kept copy back. What a
// crash or a kill interrupts is found by [Keeper.Pending], and finished or put
// back by [Keeper.Recover].
//
// All of it lies in one private folder, see [Folder]:
//
//	copies/HASH          what was stored, by the SHA-512 of the container
//	records/ID.json      which copy was whose, when and why it was kept
//	journal/KEY.jsonl    what is under way: a file for each set
//	activity.jsonl       what was done, a line each
//
// Nothing in it is a key or a password; copies hold source code.
package keep
