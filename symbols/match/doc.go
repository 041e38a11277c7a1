// Package match finds, in build folders, the files that missing and broken
// symbol sets want.
//
// A [Folder] is one or more build folders read for it; several builds may lie
// side by side. [Folder.Match] takes what is wanted, with the frames that wait
// for it, and gives a [Result] for each as it is found: the candidates, the
// best first, each with how sure it is ([Confidence]) and why, in words.
//
// What makes a file the right one is, in this order:
//
//   - its chunk id or debug id is the one that frames name: sure;
//   - it has the name that frames name, with a content hash in it, and two
//     frames or more point at what they must point at: sure;
//   - it has that name, and frames point at what they must: likely. A build
//     that differs only behind those places would answer them as well;
//   - it has that name: doubtful.
//
// A frame points at what it must when a mapping begins at exactly its place. It
// speaks against a file when its place is outside of it, in the middle of a
// word, or on a line that says something else than the line captured with the
// frame. Of places that no mapping tells of, as of code that bundlers add, a
// right file has few. A file that frames speak against is never sure, and no candidate when
// most of them do; nor is one whose map does not belong to it. Where two
// different files are equally good none is chosen.
package match
