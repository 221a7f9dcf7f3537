using System.Runtime.InteropServices;

namespace Entente.Client.Run;

/// <summary>What .NET does not offer of the operating system: sending a signal and giving a file to an account.</summary>
public static class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Pause = 19;

    public static bool Send(int process, int signal) => kill(process, signal) == 0;

    public static bool IsAlive(int process) => kill(process, 0) == 0;

    public static bool Give(string path, User user) => chown(path, user.Id, user.Group) == 0;

    /// <summary>Gives a folder that nobody but us has written to, with all that is in it, never following a link out of it.</summary>
    public static bool GiveAll(string folder, User user) =>
        Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Append(folder).ToList().TrueForAll(path => lchown(path, user.Id, user.Group) == 0);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);
}
