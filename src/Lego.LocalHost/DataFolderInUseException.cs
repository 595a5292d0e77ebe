namespace Lego.LocalHost;

/// <summary>Another local host holds the data folder.</summary>
public sealed class DataFolderInUseException(string folder, Exception inner)
    : Exception($"Another local host uses the data folder {folder}. Stop it, or choose another folder with --data.", inner);
