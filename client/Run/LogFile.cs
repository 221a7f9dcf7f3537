namespace Entente.Client.Run;

/// <summary>Keeps what a child process prints, in a file that starts again when it has grown large.</summary>
public sealed class LogFile(string path)
{
    private const long Largest = 16 << 20;
    private readonly Lock _one = new();

    public string Path => path;

    public void Write(string line)
    {
        lock (_one)
        {
            try
            {
                if (File.Exists(path) && new FileInfo(path).Length > Largest)
                    File.Move(path, path + ".1", overwrite: true);
                File.AppendAllText(path, line + "\n");
            }
            catch (IOException)
            {
                // A full disk must not take the database down with it; the console still says what matters.
            }
        }
    }
}
