using Entente.Feel.Dmn.Kit;

namespace Entente.Client.Test;

/// <summary><c>./entente tck PATH</c>: the conformance kit of DMN, folder by folder.</summary>
public static class TckCommand
{
    public static int Run(string path, TextWriter console, TextWriter errors)
    {
        if (!Directory.Exists(path))
        {
            errors.WriteLine($"There is no folder {path}.");
            return 1;
        }
        var results = new List<KitResult>();
        foreach (var folder in ConformanceKit.Folders(path))
        {
            var here = ConformanceKit.Run(folder);
            console.WriteLine($"{here.Count(result => result.Passed),5}/{here.Count,-5} {Path.GetRelativePath(path, folder)}");
            results.AddRange(here);
        }
        var failed = results.FindAll(result => !result.Passed);
        foreach (var result in failed)
            console.WriteLine($"{result.Folder}, test {result.Case}, {result.Node}: {(result.Excuse is { } excuse ? $"known: {excuse}" : result.Reason)}");
        var known = failed.Count(result => result.Excuse is not null);
        console.WriteLine($"{results.Count - failed.Count}/{results.Count} passed, {known} failed as known, {failed.Count - known} failed");
        return failed.Count == known && results.Count > 0 ? 0 : 1;
    }
}
