namespace Entente.Client.Run;

/// <summary>Where this checkout is: the folder that holds bodies, platform and the installed packages.</summary>
public sealed record House(string Root)
{
    public string Bodies => Path.Combine(Root, "bodies");

    public string Platform => Path.Combine(Root, "platform");

    /// <summary>The web application's assembly, built beside this one in the same configuration.</summary>
    public string PlatformAssembly => Path.Combine(AppContext.BaseDirectory, "Entente.Platform.dll");

    public static House Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return new House(folder.FullName);
        throw new Refusal($"No Entente checkout above {AppContext.BaseDirectory}: Entente.slnx was not found.");
    }
}
