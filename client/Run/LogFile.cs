using Entente.Shared.Web;

namespace Entente.Client.Run;

/// <summary>Keeps what a child process prints, in a file that starts again when it has grown large.</summary>
public sealed class LogFile : IDisposable
{
    private const long Largest = 16 << 20;
    private readonly string _path;
    private readonly Gathered _lines;

    public LogFile(string path)
    {
        _path = path;
        _lines = new Gathered(Append);
    }

    public void Write(string line) => _lines.Add(line + "\n");

    public void Dispose() => _lines.Dispose();

    private void Append(string lines)
    {
        try
        {
            if (File.Exists(_path) && new FileInfo(_path).Length > Largest)
                File.Move(_path, _path + ".1", overwrite: true);
            File.AppendAllText(_path, lines);
        }
        catch (IOException)
        {
            // A full disk must not take the database down with it; the console still says what matters.
        }
    }
}
