package keep

import (
	"context"

	"symset/symbols"
)

// Guard gives a project whose uploads and deletions go through the Keeper, for
// whoever works on a [symbols.Project]. Of the request only NoBackup and
// Told count: the rest is asked for with each upload.
func (k *Keeper) Guard(p symbols.Project, r Request) symbols.Project {
	return &guarded{p, k, r}
}

type guarded struct {
	symbols.Project
	k *Keeper
	r Request
}

// Upload uploads as [Keeper.Upload] does.
func (g *guarded) Upload(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) []symbols.Uploaded {
	r := Request{Force: o.Force, SkipConflicts: o.SkipConflicts, NoBackup: g.r.NoBackup, Told: g.r.Told, SkipReleaseOnFail: o.SkipReleaseOnFail, AtOnce: o.AtOnce, Progress: func(p Progress) {
		if o.Progress != nil && p.Stage == Sending {
			o.Progress(p.Ref, p.Done)
		}
	}}
	results := make([]symbols.Uploaded, len(uploads))
	for i, out := range g.k.Upload(ctx, g.Project, uploads, r) {
		results[i] = symbols.Uploaded{Kept: out.State == Same, Unbound: out.Unbound, Unfinished: out.State == Unused || out.State == Unknown, Err: out.Err}
		if out.State == Stored {
			results[i].ID = out.SetID
		}
	}
	return results
}

// DeleteSet deletes as [Keeper.Delete] does.
func (g *guarded) DeleteSet(ctx context.Context, id string) error {
	set, err := g.Set(ctx, id)
	if err != nil {
		return err
	}
	return g.k.Delete(ctx, g.Project, []symbols.Set{set}, g.r)[0].Err
}
