"""The main job, walked by a scripted office against the local Telegram of sandbox/, and printed as a chat."""
