-- Stands in for the browser source in builds of OBS that have none. It keeps the same settings and has the same button,
-- and tells in the log what a page would go through: each load with its address. It draws nothing.
local obs = obslua

local settings_of_obs = {
  strings = { url = "https://obsproject.com/browser-source", css = "body { overflow: hidden; }" },
  numbers = { width = 800, height = 600, fps = 30, webpage_control_level = 1 },
  switches = { "fps_custom", "shutdown", "restart_when_active", "reroute_audio" },
}

-- OBS leaves out lines that are the same as the one before.
local told = 0

local function tell(what, page)
  told = told + 1
  print("overlingo-test " .. told .. " " .. what .. " " .. page.url)
end

local function take(page, settings)
  page.width = obs.obs_data_get_int(settings, "width")
  page.height = obs.obs_data_get_int(settings, "height")
  page.url = obs.obs_data_get_string(settings, "url")
end

local source = {
  id = "browser_source",
  type = obs.OBS_SOURCE_TYPE_INPUT,
  output_flags = bit.bor(obs.OBS_SOURCE_VIDEO, obs.OBS_SOURCE_CUSTOM_DRAW),
  get_name = function() return "Browser" end,
  destroy = function() end,
  get_width = function(page) return page.width end,
  get_height = function(page) return page.height end,
  video_render = function() end,
}

source.create = function(settings)
  local page = {}
  take(page, settings)
  tell("loads", page)
  return page
end

source.update = function(page, settings)
  local before = page.url
  take(page, settings)
  if page.url ~= before then tell("loads", page) end
end

source.get_defaults = function(settings)
  for name, value in pairs(settings_of_obs.strings) do obs.obs_data_set_default_string(settings, name, value) end
  for name, value in pairs(settings_of_obs.numbers) do obs.obs_data_set_default_int(settings, name, value) end
  for _, name in ipairs(settings_of_obs.switches) do obs.obs_data_set_default_bool(settings, name, false) end
end

source.get_properties = function(page)
  local properties = obs.obs_properties_create()
  obs.obs_properties_add_text(properties, "url", "URL", obs.OBS_TEXT_DEFAULT)
  obs.obs_properties_add_button(properties, "refreshnocache", "Refresh cache of current page", function()
    tell("refreshes", page)
    return false
  end)
  return properties
end

obs.obs_register_source(source)
